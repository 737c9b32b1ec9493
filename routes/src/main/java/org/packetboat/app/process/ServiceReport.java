package org.packetboat.app.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.packetboat.connectors.system.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that the server is up, and while it is well; one whose node is stuck says nothing, and is
 * started anew. A manager that can't be told is no reason to stop: that is logged once.
 */
public final class ServiceReport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceReport.class);

    /** One thing to tell. */
    private interface Message {
        void tell() throws IOException;
    }

    private final Supervisor supervisor;
    private final BooleanSupplier well;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watchdog").factory());
    private boolean failed;

    /** @param well whether mail moves */
    public ServiceReport(Supervisor supervisor, BooleanSupplier well) {
        this.supervisor = supervisor;
        this.well = well;
    }

    /** One for this process, if there is a service manager. @param well whether it does what it is for */
    public static Optional<ServiceReport> ofThisProcess(BooleanSupplier well) {
        Optional<ServiceReport> report = Supervisor.of(System.getenv(), ProcessHandle.current().pid())
                .map(supervisor -> new ServiceReport(supervisor, well));
        report.ifPresent(ServiceReport::start);
        return report;
    }

    public void start() {
        tell(supervisor::ready);
        supervisor.watchdog().map(Duration::toMillis).ifPresent(
                most -> timer.scheduleAtFixedRate(this::alive, 0, Math.max(1, most / 3), TimeUnit.MILLISECONDS));
    }

    private void alive() {
        if (well.getAsBoolean()) tell(supervisor::alive);
    }

    private synchronized void tell(Message message) {
        try {
            message.tell();
            failed = false;
        } catch (IOException e) {
            if (!failed) LOG.warn("event=service-supervisor-silent reason=\"{}\"", e.getMessage());
            failed = true;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        tell(supervisor::stopping);
    }
}
