package org.packetboat.connectors.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.client.TestCertificate;

/** Threads are used for one caller after the other: none may be taken for the one before. */
class TlsSocketsTest {
    private static SSLContext server;
    private static SSLContext anna;
    private static SSLContext otto;

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        TestCertificate ours = TestCertificate.in(Files.createDirectory(folder.resolve("server")));
        TestCertificate first = TestCertificate.in(Files.createDirectory(folder.resolve("anna")), "anna");
        TestCertificate second = TestCertificate.in(Files.createDirectory(folder.resolve("otto")), "otto");
        server = ours.trusting(first, second);
        anna = first.trusting(ours);
        otto = second.trusting(ours);
    }

    private static void say(SSLContext who, int port) throws IOException {
        try (Socket socket = who.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('x');
            socket.getOutputStream().flush();
            assertEquals('y', socket.getInputStream().read());
        }
    }

    /** In this thread, as RMI does. */
    private static Optional<String> caller(TlsSockets sockets, ServerSocket port) throws IOException {
        try (Socket socket = port.accept()) {
            assertEquals('x', socket.getInputStream().read());
            Optional<String> caller = sockets.caller();
            socket.getOutputStream().write('y');
            socket.getOutputStream().flush();
            return caller;
        }
    }

    @Test
    void aThreadKnowsWhoseCallItReadLast() throws Exception {
        TlsSockets sockets = new TlsSockets(server, InetAddress.getLoopbackAddress(), true);
        List<String> seen = new ArrayList<>();
        try (ExecutorService clients = Executors.newSingleThreadExecutor();
                ServerSocket port = sockets.createServerSocket(0)) {
            assertEquals(Optional.empty(), sockets.caller());
            for (SSLContext who : List.of(anna, otto, anna, anna, otto)) { // the later ones resume their sessions
                Future<?> client = clients.submit(() -> {
                    say(who, port.getLocalPort());
                    return null;
                });
                seen.add(caller(sockets, port).orElse("nobody"));
                client.get();
            }
        }
        assertEquals(List.of("anna", "otto", "anna", "anna", "otto"), seen);
    }
}
