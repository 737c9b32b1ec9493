package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.SessionDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers UUCP calls over TCP. A caller gets the greeting and no more until it has said a name that {@link Callers}
 * admits.
 * At most 64 calls at once; more wait in the system's backlog.
 */
public final class UucpTcpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UucpTcpListener.class);

    private static final int MOST_CALLS = 64;

    private final UucpSettings settings;
    private final Callers callers;
    private final Supplier<UucpSpool> spools;
    private final Intake intake;
    private final Clock clock;
    private final ServerSocket server;
    private final Semaphore free = new Semaphore(MOST_CALLS);

    /**
     * Listens from now on.
     *
     * @param spools makes a spool for each call
     * @throws IOException if the address can't be listened on
     */
    public UucpTcpListener(InetSocketAddress address, UucpSettings settings, Callers callers,
            Supplier<UucpSpool> spools, Intake intake, Clock clock) throws IOException {
        this.settings = settings;
        this.callers = callers;
        this.spools = spools;
        this.intake = intake;
        this.clock = clock;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(address);
        Thread.ofVirtual().name("uucp-listen").start(this::accept);
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
            } catch (IOException failed) {
                free.release();
                if (!server.isClosed()) LOG.warn("event=uucp-accept-failed why=\"{}\"", failed.getMessage());
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        LOG.info("event=uucp-called from={}", socket.getRemoteSocketAddress());
        CallerSupply supply = new CallerSupply(callers, free::release);
        UucpSession session = UucpSession.called(supply::admit, settings, spools.get());
        StreamLine line = new StreamLine(socket.getInputStream(), socket.getOutputStream(), socket, clock, "called");
        line.start(new SessionDriver(session, line, new LoggedSupply(supply, "caller", session), clock::instant,
                intake));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
