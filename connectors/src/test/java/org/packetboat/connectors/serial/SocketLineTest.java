package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LineContract;
import org.packetboat.engine.link.SessionDriver;

/** {@link StreamLine} over a socket. */
class SocketLineTest extends LineContract {
    private Socket there;

    @Override
    protected Line open(Function<Line, SessionDriver> driver) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
            there = server.accept();
            StreamLine line = new StreamLine(here.getInputStream(), here.getOutputStream(), here, Clock.systemUTC(),
                    "test");
            line.start(driver.apply(line));
            return line;
        }
    }

    @Override
    protected FarEnd far() {
        return new FarEnd() {
            @Override
            public void write(byte[] bytes) throws IOException {
                there.getOutputStream().write(bytes);
            }

            @Override
            public byte[] read(int length) throws IOException {
                return there.getInputStream().readNBytes(length);
            }

            @Override
            public void hangUp() throws IOException {
                there.close();
            }

            @Override
            public void awaitEnd() throws IOException {
                assertEquals(0, there.getInputStream().readAllBytes().length);
            }
        };
    }

    @AfterEach
    void close() throws IOException {
        there.close();
    }
}
