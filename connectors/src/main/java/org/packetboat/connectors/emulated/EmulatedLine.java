package org.packetboat.connectors.emulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slow line on this machine, for trying things out: a port on loopback whose connections are carried to another port
 * at the pace of a modem, each way by itself, after the time that dialling takes. Little of it is ever in flight, as on
 * a real line.
 */
public final class EmulatedLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmulatedLine.class);
    private static final int IN_FLIGHT = 2048;
    private static final int STEPS_A_SECOND = 20;

    private final ServerSocket entrance;
    private final InetSocketAddress far;
    private final int rate;
    private final Duration dial;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens the line on any free port.
     *
     * @param far  where it leads
     * @param rate what it carries each way, bytes a second
     * @param dial the time before the far side is reached
     * @throws IOException if there is no port
     */
    public EmulatedLine(InetSocketAddress far, int rate, Duration dial) throws IOException {
        this.far = far;
        this.rate = rate;
        this.dial = dial;
        this.entrance = new ServerSocket();
        entrance.setReceiveBufferSize(IN_FLIGHT);
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("emulated-line").start(this::answer);
    }

    /** Where to call. */
    public int port() {
        return entrance.getLocalPort();
    }

    private void answer() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException e) {
                if (!entrance.isClosed()) LOG.warn("event=emulated-line-failed reason=\"{}\"", e.getMessage());
            }
        }
    }

    private void join(Socket near) {
        LockSupport.parkNanos(dial.toNanos());
        try (near; Socket there = new Socket()) {
            open.add(there);
            there.setSendBufferSize(IN_FLIGHT);
            there.connect(far);
            Thread back = Thread.ofVirtual().start(() -> carry(there, near));
            carry(near, there);
            back.join();
        } catch (IOException e) {
            LOG.debug("event=emulated-line-down reason=\"{}\"", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
            open.removeIf(Socket::isClosed);
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] step = new byte[Math.max(1, rate / STEPS_A_SECOND)];
            for (int read = in.read(step); read >= 0; read = in.read(step)) {
                LockSupport.parkNanos(Duration.ofSeconds(read).dividedBy(rate).toNanos());
                out.write(step, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            hangUp(from);
            hangUp(to);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up, and answers no more. */
    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(EmulatedLine::hangUp);
    }
}
