package org.packetboat.camel.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line over a socket of the JDK. One virtual thread does all that is the session's; one reads, and does the TLS
 * handshake, each time it is told to; one writes. So a server that neither reads nor writes holds up neither the alarm
 * nor the end. Whatever happens, the session hears of the end of the connection.
 */
final class SocketLine implements Line {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLine.class);
    private static final int PIECE = 16 * 1024;
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final MailServer server;
    private final TlsClient tls;
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> reads = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> writes = new LinkedBlockingQueue<>();
    private Consumer<Event> events = _ -> {};
    private Instant alarm = Instant.MAX;
    private boolean securing;
    private boolean over;
    private volatile Optional<Socket> socket = Optional.empty();
    private volatile boolean closed;

    SocketLine(MailServer server) {
        this.server = server;
        this.tls = new TlsClient(server);
    }

    /** Connects, and tells of all that happens from then on; returns at once. */
    void start(Consumer<Event> listener) {
        events = listener;
        Thread.ofVirtual().name("packetboat-smtp-" + server).start(this::work);
        Thread.ofVirtual().name("packetboat-smtp-read-" + server).start(this::read);
    }

    private void work() {
        try {
            while (!over)
                step();
        } catch (InterruptedException e) {
            LOG.debug("event=submission-line-end server={}", server);
        } catch (RuntimeException | Error bug) { // the driver has ended the session
            LOG.error("event=bug where=submission server={}", server, bug);
        } finally {
            end();
        }
    }

    private void step() throws InterruptedException {
        Duration rest = Duration.between(Instant.now(), alarm.isAfter(Instant.now().plus(LONGEST_REST))
                ? Instant.now().plus(LONGEST_REST)
                : alarm);
        Optional<Runnable> next = Optional
                .ofNullable(work.poll(Math.max(0, rest.toMillis()), TimeUnit.MILLISECONDS));
        if (next.isPresent()) {
            next.get().run();
        } else if (!alarm.isAfter(Instant.now())) {
            alarm = Instant.MAX;
            events.accept(new Event.Rang());
        }
    }

    private void read() {
        try {
            connect();
            while (!closed)
                reads.take().run();
        } catch (InterruptedException e) {
            LOG.debug("event=submission-read-end server={}", server);
        }
    }

    private void connect() {
        try {
            open();
        } catch (IOException | RuntimeException e) {
            tell(new Event.Lost(reason(e)));
            return;
        }
        if (closed) closeSoon(socket.orElseThrow()); // it ended meanwhile
        Thread.ofVirtual().name("packetboat-smtp-write-" + server).start(this::write);
        later(() -> heard(new Event.Connected()));
    }

    /** Each address of the host is tried. */
    private void open() throws IOException {
        IOException trouble = new IOException("the name " + server.host() + " has no address");
        for (InetAddress address : InetAddress.getAllByName(server.host())) {
            Socket made = new Socket();
            try {
                made.setTcpNoDelay(true);
                made.setKeepAlive(true);
                made.connect(new InetSocketAddress(address, server.port()),
                        (int) server.profile().timeouts().connect().toMillis());
                socket = Optional.of(made);
                return;
            } catch (IOException e) {
                made.close();
                trouble = e;
            }
        }
        throw trouble;
    }

    /** What the session wants is known then: it reads on in clear, or not before TLS has begun. */
    private void heard(Event event) {
        events.accept(event);
        if (!over && !securing) reads.add(this::readOn);
    }

    private void readOn() {
        try {
            InputStream in = socket.orElseThrow().getInputStream();
            byte[] piece = new byte[PIECE];
            int count = in.read(piece);
            if (count < 0) tell(new Event.Lost("closed by the server"));
            else later(() -> heard(new Event.Received(Arrays.copyOf(piece, count))));
        } catch (IOException e) {
            tell(new Event.Lost(reason(e)));
        }
    }

    private void shakeHands() {
        try {
            socket = Optional.of(tls.over(socket.orElseThrow()));
            later(() -> {
                securing = false;
                heard(new Event.Secured());
            });
        } catch (IOException | RuntimeException e) {
            tell(new Event.Lost(reason(e)));
        }
    }

    private void write() {
        try {
            while (!closed) {
                byte[] bytes = writes.take();
                if (bytes.length == 0) return;
                socket.orElseThrow().getOutputStream().write(bytes);
                socket.orElseThrow().getOutputStream().flush();
                if (writes.isEmpty()) tell(new Event.Drained());
            }
        } catch (IOException e) {
            tell(new Event.Lost(reason(e)));
        } catch (InterruptedException e) {
            LOG.debug("event=submission-write-end server={}", server);
        }
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private void tell(Event event) {
        later(() -> events.accept(event));
    }

    @Override
    public void send(byte[] bytes) {
        if (bytes.length > 0) writes.add(bytes);
    }

    @Override
    public void secure() {
        securing = true;
        reads.add(this::shakeHands);
    }

    @Override
    public void alarm(Instant at) {
        alarm = at;
    }

    @Override
    public void later(Runnable more) {
        work.add(more);
    }

    /** What was sent has left before, or will not any more: the session waits for the answer to its last words. */
    @Override
    public void close() {
        over = true;
    }

    private void end() {
        closed = true;
        reads.add(() -> {});
        writes.add(new byte[0]);
        socket.ifPresent(this::closeSoon);
    }

    private void closeSoon(Socket open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("event=submission-close server={} reason=\"{}\"", server, e.getMessage());
        }
    }
}
