package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for callers on a port, for as long as the server runs: whatever becomes of one call, the next is awaited. The
 * port is left to calls of ours and to other programs whenever they want it, and opened again when it is free. A port
 * that disappears is looked for every few seconds.
 */
public final class Answerer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final ModemPort port;
    private final Reception reception;
    private final InstantSource clock;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private boolean troubled;

    public Answerer(ModemPort port, Reception reception, InstantSource clock) {
        this.port = port;
        this.reception = reception;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("serial-answer-" + port.name()).unstarted(this::run);
    }

    public Answerer start() {
        port.awaitCallers();
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!stopped.get()) {
                if (!await()) TimeUnit.MILLISECONDS.sleep(TRY_AGAIN.toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the port was in order and ours. */
    private boolean await() throws InterruptedException {
        try {
            Optional<PortWait> opened = PortWait.open(port, reception, clock);
            if (troubled) LOG.info("event=port-back port={}", port.name());
            troubled = false;
            return opened.isPresent() && await(opened.get());
        } catch (IOException gone) {
            if (!troubled) LOG.warn("event=port-gone port={} why=\"{}\"", port.name(), gone.getMessage());
            troubled = true;
            return false;
        }
    }

    private boolean await(PortWait opened) throws IOException, InterruptedException {
        try (PortWait wait = opened) {
            while (!wait.isOver(LOOK_EVERY)) {
                if (wait.isIdle() && port.isTakenByOthers()) wait.giveWay("another program wants the port");
            }
            return !wait.wasFaulty();
        }
    }

    /** Stops waiting; a call under way is interrupted. */
    @Override
    public void close() {
        stopped.set(true);
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
