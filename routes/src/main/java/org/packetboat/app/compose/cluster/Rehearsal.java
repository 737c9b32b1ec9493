package org.packetboat.app.compose.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.packetboat.app.compose.Server;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.queue.DiskQueue;
import org.packetboat.app.compose.queue.QueuePlace;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.FolderEpoch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standby starts a server once, and ends it: what Java has loaded and compiled by then takes no time when this
 * machine is to own the queue. That server has an empty queue in a folder of its own, at any port of this machine
 * alone, and takes no mail. If it fails, that is told, and nothing else comes of it.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration TO_END = Duration.ofSeconds(10);
    private static final String SERVER = """
            server: localhost
            smtp: { listen: "127.0.0.1:0" }
            local-domains: [localhost]
            queue-minfree: none
            """;

    private final Path folder;
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    /** @param data the data folder */
    Rehearsal(Path data) {
        this.folder = data.resolve("hub-rehearsal");
    }

    /** Begins, on a thread of its own; once. */
    void begin() {
        if (thread.get() != null) return;
        Thread made = Thread.ofPlatform().name("hub-rehearsal").daemon().unstarted(this::run);
        if (thread.compareAndSet(null, made)) made.start();
    }

    private void run() {
        long begun = System.nanoTime();
        LOG.info("event=hub-rehearses folder={}; a server that takes no mail starts and ends", folder);
        try {
            LogCopy.delete(folder);
            serve();
            LogCopy.delete(folder);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.warn("event=hub-rehearsal-failed reason=\"{}\"; a takeover takes some seconds longer", e.getMessage());
            return;
        }
        LOG.info("event=hub-rehearsed ms={}", (System.nanoTime() - begun) / 1_000_000);
    }

    private void serve() throws IOException, GeneralSecurityException {
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("localhost")).read("rehearsal",
                SERVER.getBytes(StandardCharsets.UTF_8), folder);
        if (!(reading instanceof ConfigurationReading.Good good))
            throw new IllegalStateException("the configuration of the rehearsal can't be used: " + reading);
        if (!(Setup.of(good.configuration(), Instant.now()) instanceof Setup.Result.Good(Setup setup, var _)))
            throw new IllegalStateException("the server of the rehearsal can't be made");
        Server.start(setup, new Stage()).close();
    }

    /** Waits a while for what is under way, so that nothing is left in the data folder. */
    void end() {
        Thread running = thread.get();
        try {
            if (running != null) running.join(TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An empty queue, at whose door everybody is turned away. */
    private static final class Stage implements QueuePlace {
        @Override
        public Opened open(Path data, FolderEpoch epoch, Runnable wake) {
            return new DiskQueue().open(data, epoch, wake);
        }

        @Override
        public Intake gate(Intake intake) {
            return new HubIntake(intake, () -> IntakeState.CLOSED);
        }
    }
}
