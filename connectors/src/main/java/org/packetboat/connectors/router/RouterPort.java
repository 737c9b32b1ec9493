package org.packetboat.connectors.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.router.Endpoint;
import org.packetboat.engine.router.LocalEntry;
import org.packetboat.engine.router.Namesake;
import org.packetboat.engine.router.Outgoing;
import org.packetboat.engine.router.Router;
import org.packetboat.protocols.router.DatagramCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's part in the router protocol, on UDP. One thread does it all: it waits for datagrams, no longer than until
 * the {@link Router} wants to be called, and asks once a second what the server reaches (of a large table, a second for
 * each {@value #MANY} entries). A datagram that can't
 * be sent is lost, as any may be; one that can't be read is dropped, and the first of each minute is logged.
 */
public final class RouterPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouterPort.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MANY = 500;
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final RouterSettings settings;
    private final Reachability reachability;
    private final InstantSource clock;
    private final DatagramCodec codec;
    private final Router router;
    private final DatagramSocket socket;
    private final Thread thread = new Thread(this::run, "router");
    private final AtomicReference<Optional<List<LocalEntry>>> own = new AtomicReference<>(Optional.empty());
    private final AtomicReference<List<Domain>> stranded = new AtomicReference<>(List.of());
    private Instant looked = Instant.MIN;
    private Instant asked = Instant.MIN;
    private Instant complained = Instant.MIN;
    private volatile int reached;
    private volatile boolean closed;

    private RouterPort(RouterSettings settings, Reachability reachability, InstantSource clock, long boot)
            throws IOException {
        this.settings = settings;
        this.reachability = reachability;
        this.clock = clock;
        this.codec = new DatagramCodec(settings.key());
        this.router = new Router(settings.server().name(), settings.mail(), boot);
        this.socket = bound(settings);
    }

    /**
     * Starts to take part.
     *
     * @param random draws what tells this start from all others
     * @throws UncheckedIOException if the address can't be listened on
     */
    public static RouterPort start(RouterSettings settings, Reachability reachability, InstantSource clock,
            RandomGenerator random) {
        try {
            RouterPort port = new RouterPort(settings, reachability, clock, random.nextLong());
            port.thread.start();
            LOG.info("event=router-listening address={} neighbours={}", port.address(), settings.neighbours());
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("router can't listen on " + settings.listen() + ": " + e.getMessage(), e);
        }
    }

    private static DatagramSocket bound(RouterSettings settings) throws IOException {
        DatagramSocket socket = new DatagramSocket(null);
        try {
            socket.setReuseAddress(true);
            socket.setBroadcast(true);
            socket.bind(settings.listen());
            for (InetSocketAddress neighbour : settings.neighbours()) {
                if (neighbour.getAddress().isMulticastAddress()) join(socket, neighbour, settings.listen());
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void join(DatagramSocket socket, InetSocketAddress group, InetSocketAddress listen)
            throws IOException {
        NetworkInterface on = NetworkInterface.getByInetAddress(listen.getAddress());
        if (on != null) socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, on);
        socket.joinGroup(group, on);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void run() {
        while (!closed) {
            try {
                turn();
            } catch (IOException e) {
                if (!closed) LOG.debug("event=router-receive-failed reason=\"{}\"", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("event=bug where=router", e);
            }
        }
    }

    private void turn() throws IOException {
        Instant now = clock.instant();
        look(now);
        own.getAndSet(Optional.empty()).ifPresent(all -> router.own(all, now));
        ask(now);
        send(router.step(now));
        router.table(now).ifPresent(reachability::learned);
        receive(Duration.between(now, router.wake()));
    }

    private void look(Instant now) {
        if (now.isBefore(looked.plus(LOOK.multipliedBy(1 + reached / MANY))) && !now.isBefore(looked)) return;
        looked = now;
        reachability.own(all -> {
            reached = all.size();
            own.set(Optional.of(all));
        });
    }

    private void ask(Instant now) {
        stranded.getAndSet(List.of()).forEach(domain -> send(router.ask(domain, now)));
        if (now.isBefore(asked.plus(ASK)) && !now.isBefore(asked)) return;
        asked = now;
        reachability.stranded(stranded::set);
    }

    private void receive(Duration most) throws IOException {
        long millis = Math.clamp(most.toMillis(), 1, LOOK.toMillis());
        socket.setSoTimeout((int) millis);
        DatagramPacket packet = new DatagramPacket(new byte[DatagramCodec.LARGEST], DatagramCodec.LARGEST);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException nothingCame) {
            return;
        }
        Instant now = clock.instant();
        Optional<Datagram> read = codec.decode(packet.getData(), packet.getLength());
        if (read.isEmpty()) complain(packet, now);
        read.ifPresent(datagram -> send(router.hear(datagram, endpoint(packet), now)));
        router.takeNamesakes().forEach(RouterPort::complain);
    }

    private static void complain(Namesake two) {
        LOG.warn("event=router-two-of-one-name name={} at={} other={} reason=\"each undoes what the other tells; give "
                + "one of them a name of its own (server)\"", two.name(), two.at().host(),
                two.other().map(Endpoint::host).orElse("this server"));
    }

    private void complain(DatagramPacket packet, Instant now) {
        if (now.isBefore(complained.plus(QUIET)) && !now.isBefore(complained)) return;
        complained = now;
        LOG.warn("event=router-datagram-refused from={} bytes={} reason=\"not signed with our key, or no datagram of "
                + "this protocol\"", packet.getSocketAddress(), packet.getLength());
    }

    private static Endpoint endpoint(DatagramPacket packet) {
        return new Endpoint(packet.getAddress().getHostAddress(), packet.getPort());
    }

    private void send(List<Outgoing> outgoing) {
        for (Outgoing each : outgoing) {
            byte[] bytes = codec.encode(each.datagram());
            each.to().map(RouterPort::address).map(List::of).orElse(settings.neighbours())
                    .forEach(to -> send(bytes, to));
        }
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        return new InetSocketAddress(InetAddress.ofLiteral(endpoint.host()), endpoint.port());
    }

    private void send(byte[] bytes, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            LOG.debug("event=router-send-failed to={} reason=\"{}\"", to, e.getMessage());
        }
    }

    /** Tells the others that nothing is reached by this server any more, and stops. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LOOK.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send(router.farewell(clock.instant()));
        socket.close();
    }
}
