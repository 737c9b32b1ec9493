package org.packetboat.connectors.serial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LineContract;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SocketFarEnd;

/** {@link StreamLine} over a socket. */
class SocketLineTest extends LineContract {
    private final CountDownLatch closed = new CountDownLatch(1);
    private Socket there;

    @Override
    protected Line open(Function<Line, SessionDriver> driver) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
            there = server.accept();
            StreamLine line = new StreamLine(here.getInputStream(), here.getOutputStream(), () -> {
                here.close();
                closed.countDown();
            }, Clock.systemUTC(), "test");
            line.start(driver.apply(line));
            return line;
        }
    }

    @Override
    protected FarEnd far() {
        return new SocketFarEnd(there);
    }

    @Override
    protected void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @AfterEach
    void close() throws IOException {
        there.close();
    }
}
