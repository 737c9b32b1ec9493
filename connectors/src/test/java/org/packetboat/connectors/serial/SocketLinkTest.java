package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.protocols.login.ChatScript;

/** UUCP over TCP keeps what every link promises. */
class SocketLinkTest extends LinkContract {
    /** What becomes of a connection that comes in. */
    private interface Reception {
        void take(Socket connection) throws IOException;
    }

    private final ServerSocket server = server();
    private final Link link = new SocketLink(ChatScript.LOGIN, UucpFarSide.RATE, UucpFarSide.sessions(),
            new NoIntake(), Clock.systemUTC());

    private static ServerSocket server() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void receive(Reception reception) {
        Thread.ofVirtual().start(() -> {
            try {
                reception.take(server.accept());
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    private Link.Session dial(Supply supply) {
        return link.open(UucpFarSide.call(Optional.of("127.0.0.1:" + server.getLocalPort())), supply);
    }

    @Override
    protected Link.Session call(Supply supply) {
        receive(came -> UucpFarSide.answer(came.getInputStream(), came.getOutputStream(), came));
        return dial(supply);
    }

    @Test
    void nobodyListens() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            server.close();
            dial(supply);
        }));
    }

    @Test
    void farSideHangsUpAtOnce() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            receive(Socket::close);
            dial(supply);
        }));
    }

    @Test
    void farSideHangsUpInTheGreeting() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            receive(came -> {
                came.getOutputStream().write("\020Shere=far\000".getBytes());
                came.close();
            });
            dial(supply);
        }));
    }

    @Test
    void farSideSaysNothingUntilTheCallIsStopped() throws Exception {
        assertInstanceOf(Ending.Stopped.class, endOf(supply -> {
            receive(came -> came.getInputStream().readAllBytes());
            dial(supply).stop(true, "the window closes");
        }));
    }

    @Test
    void siteHasNoNumber() throws Exception {
        assertInstanceOf(Ending.Unreached.class,
                endOf(supply -> link.open(UucpFarSide.call(Optional.empty()), supply)));
    }
}
