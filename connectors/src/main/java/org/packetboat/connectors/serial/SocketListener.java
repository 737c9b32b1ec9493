package org.packetboat.connectors.serial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.protocols.modem.CallSession;
import org.packetboat.protocols.modem.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Answers calls on a socket, as {@code in.uucpd} does: a caller is asked for login and password, and gets nothing else
 * until both are right. At most 64 calls at once; more wait in the system's backlog. Calls under way outlive it.
 */
public final class SocketListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketListener.class);
    private static final int MOST_CALLS = 64;
    private static final Duration REST = Duration.ofSeconds(1);

    private final String name;
    private final long rate;
    private final Reception reception;
    private final InstantSource clock;
    private final ServerSocket server;
    private final RepeatedTrouble troubles = new RepeatedTrouble(LOG, Level.WARN);
    private final Semaphore free = new Semaphore(MOST_CALLS);

    /**
     * Listens from now on.
     *
     * @param name of its link, for the log
     * @param rate of its connections, in bytes per second
     * @throws IOException if the address can't be listened on
     */
    public SocketListener(String name, InetSocketAddress address, long rate, Reception reception, InstantSource clock)
            throws IOException {
        this.name = name;
        this.rate = rate;
        this.reception = reception;
        this.clock = clock;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        bind(address);
        Thread.ofVirtual().name("listen-" + name).start(this::accept);
    }

    private void bind(InetSocketAddress address) throws IOException {
        try {
            server.bind(address);
        } catch (IOException taken) {
            server.close();
            throw new IOException("link " + name + " can't listen on " + address.getHostString() + ":"
                    + address.getPort() + ": " + taken.getMessage(), taken);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                free.acquireUninterruptibly();
                answer(server.accept());
                troubles.good();
            } catch (IOException failed) {
                free.release();
                if (!server.isClosed()) rest(failed);
            }
        }
    }

    /** Without a file descriptor to be had, the next attempt would fail as soon. */
    private void rest(IOException failed) {
        troubles.note("event=accept-failed link=" + name + " why=\"" + failed.getMessage() + "\"");
        LockSupport.parkNanos(REST.toNanos());
    }

    private void answer(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        LOG.debug("event=call-in link={} from={}", name, socket.getRemoteSocketAddress());
        Visitor visitor = new Visitor(name, true, reception);
        SessionFigures.Place place = new SessionFigures.Place(socket.getRemoteSocketAddress().toString(), "", true,
                rate);
        AtomicReference<SessionDriver> driver = new AtomicReference<>();
        LinkSession session = new CallSession(List.of(visitor.prompt()), place,
                r -> visitor.admitBySocket(r, driver.get()),
                Connection.SOCKET);
        StreamLine line = new StreamLine(socket.getInputStream(), socket.getOutputStream(), () -> over(socket), clock,
                name);
        driver.set(new SessionDriver(session, line, visitor.supply(), clock::instant, reception.intake()));
        line.start(driver.get());
    }

    private void over(Socket socket) throws IOException {
        free.release();
        socket.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
