package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final int PATIENCE_SECONDS = 30;
    private static final long PID = 4711;

    @TempDir
    private Path folder;

    private Supervisor manager(Path socket) {
        return Supervisor.of(Map.of("NOTIFY_SOCKET", socket.toString()), PID).orElseThrow();
    }

    @Test
    void tellsHowTheProcessDoes() throws Throwable {
        Path path = folder.resolve("notify");
        try (NotifySocket socket = new NotifySocket(path, PATIENCE_SECONDS)) {
            manager(path).ready();
            manager(path).alive();
            manager(path).stopping();
            assertEquals("READY=1", socket.next());
            assertEquals("WATCHDOG=1", socket.next());
            assertEquals("STOPPING=1", socket.next());
        }
    }

    @Test
    void nobodyListensAnyMore() {
        IOException failed = assertThrows(IOException.class, () -> manager(folder.resolve("gone")).ready());
        assertEquals("the service manager at " + folder.resolve("gone") + " can't be told, error 2",
                failed.getMessage());
    }

    @Test
    void nobodyWantsToBeTold() {
        assertEquals(Optional.empty(), Supervisor.of(Map.of(), PID));
        assertEquals(Optional.empty(), Supervisor.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"), PID));
        assertEquals(Optional.empty(), Supervisor.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)), PID));
    }

    private static Optional<Duration> watchdog(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("NOTIFY_SOCKET", "@abstract");
        return Supervisor.of(environment, PID).orElseThrow().watchdog();
    }

    @Test
    void watchdogIsThatOfThisProcess() {
        assertEquals(Optional.of(Duration.ofMinutes(3)), watchdog(Map.of("WATCHDOG_USEC", "180000000")));
        assertEquals(Optional.of(Duration.ofSeconds(1)),
                watchdog(Map.of("WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "4711")));
        assertEquals(Optional.empty(), watchdog(Map.of("WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "12")));
        assertEquals(Optional.empty(), watchdog(Map.of()));
        assertEquals(Optional.empty(), watchdog(Map.of("WATCHDOG_USEC", "soon")));
    }
}
