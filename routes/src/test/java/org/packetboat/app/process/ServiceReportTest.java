package org.packetboat.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.system.NotifySocket;
import org.packetboat.connectors.system.Supervisor;

class ServiceReportTest {
    private static final int SHORT_SECONDS = 2;

    @TempDir
    private Path folder;

    private Supervisor supervisor(Path socket) {
        return Supervisor.of(Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "30000"), 1).orElseThrow();
    }

    @Test
    void serverThatIsStuckDoesNotSayThatItIsAlive() throws Throwable {
        Path path = folder.resolve("notify");
        AtomicBoolean well = new AtomicBoolean();
        try (NotifySocket socket = new NotifySocket(path, SHORT_SECONDS);
                ServiceReport report = new ServiceReport(supervisor(path), well::get)) {
            report.start();
            assertEquals("READY=1", socket.next());
            assertEquals("", socket.next());
            well.set(true);
            assertEquals("WATCHDOG=1", socket.next());
        }
    }

    @Test
    void managerThatIsGoneStopsNothing() {
        ServiceReport report = new ServiceReport(supervisor(folder.resolve("gone")), () -> true);
        report.start();
        report.close();
    }
}
