package org.packetboat.connectors.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.protocols.milter.FilterTrouble;

/** Connections to a filter at a Unix socket. */
class SocketLineTest {
    private static final int CALLERS = 30;

    @TempDir
    Path folder;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        alarms.shutdownNow();
    }

    /** Linux lets few wait at a Unix socket, and sends the next away at once: they come again. */
    @Test
    void whoFindsTheQueueFullWaits() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("filter.sock"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.bind(address, 1);
            List<Future<SocketLine>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++)
                calls.add(threads.submit(() -> SocketLine.open(address, Duration.ofMinutes(2), alarms)));
            Thread.ofVirtual().start(() -> acceptAll(server));
            for (Future<SocketLine> call : calls)
                call.get().close();
        }
    }

    private static void acceptAll(ServerSocketChannel server) {
        try {
            while (true)
                server.accept();
        } catch (IOException over) {
            // the test is over
        }
    }

    @Test
    void butNotLongerThanHisPatience() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("filter.sock"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.bind(address, 1);
            Future<FilterTrouble> last = threads.submit(() -> assertThrows(FilterTrouble.class, () -> {
                for (int i = 0; i < CALLERS; i++)
                    SocketLine.open(address, Duration.ofMillis(200), alarms);
            }));
            assertEquals("Resource temporarily unavailable", last.get().getMessage());
        }
    }
}
