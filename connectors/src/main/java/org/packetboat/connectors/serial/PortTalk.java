package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.protocols.modem.HangUp;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.protocols.modem.Prelude;

/** Talks to the modem on an open port that nobody else reads, and waits for what comes of it. */
final class PortTalk {
    /** Longer than hanging up ever takes; after that it is the port that hangs. */
    private static final Duration LONGEST_HANG_UP = Duration.ofSeconds(40);
    private static final int PIECE = 256;
    private static final String NO_BYTES = "the port takes no bytes";

    private final SerialDevice device;
    private final InstantSource clock;
    private boolean dtr = true;

    PortTalk(SerialDevice device, InstantSource clock) {
        this.device = device;
        this.clock = clock;
    }

    /**
     * Goes through a dialogue.
     *
     * @return how it failed; empty if it is through
     * @throws IOException if the port is gone, or takes no bytes
     */
    Optional<Prelude.Step.Failed> through(Prelude dialogue) throws IOException, InterruptedException {
        Prelude.Step step = dialogue.begin(clock.instant());
        while (true) {
            switch (step) {
                case Prelude.Step.Wait(byte[] say, Instant until) -> {
                    byte[] heard = exchange(say, until);
                    step = heard.length > 0
                            ? dialogue.heard(heard, clock.instant())
                            : dialogue.rang(clock.instant());
                }
                case Prelude.Step.Through _ -> {
                    return Optional.empty();
                }
                case Prelude.Step.Failed failed -> {
                    return Optional.of(failed);
                }
            }
        }
    }

    /**
     * Has the modem hang up, even if this thread is interrupted.
     *
     * @param connected whether it may be in a call
     * @return what the operator has to know; empty if the line is down, or the port gone
     */
    Optional<String> hangUp(ModemSettings modem, boolean connected) {
        AtomicReference<Optional<String>> trouble = new AtomicReference<>(
                Optional.of("the modem does not hang up: " + NO_BYTES));
        Thread thread = Thread.ofPlatform().daemon().name("hang-up").start(() -> trouble
                .set(hangUp(new HangUp(modem, device.hasLines(), connected))));
        try {
            thread.join(LONGEST_HANG_UP);
        } catch (InterruptedException hurried) {
            awaitHurried(thread);
        }
        return trouble.get();
    }

    private static void awaitHurried(Thread thread) {
        try {
            thread.join(LONGEST_HANG_UP);
        } catch (InterruptedException again) {
            // who closes the port next lowers DTR at least
        }
        Thread.currentThread().interrupt();
    }

    private Optional<String> hangUp(HangUp dialogue) {
        try {
            HangUp.Step step = dialogue.begin(clock.instant());
            while (step instanceof HangUp.Step.Wait(boolean up, byte[] say, Instant until)) {
                if (up != dtr) device.setDtr(up);
                dtr = up;
                byte[] heard = exchange(say, until);
                step = heard.length > 0
                        ? dialogue.heard(heard, clock.instant())
                        : dialogue.rang(device.hearsCarrier(), clock.instant());
            }
            return ((HangUp.Step.Over) step).trouble();
        } catch (IOException gone) {
            return Optional.empty();
        } catch (InterruptedException never) {
            return Optional.of("the modem does not hang up: interrupted");
        }
    }

    /** Says something. @return what is heard by then */
    private byte[] exchange(byte[] say, Instant until) throws IOException, InterruptedException {
        if (!device.write(say, 0, say.length)) throw new IOException(NO_BYTES);
        byte[] piece = new byte[PIECE];
        while (clock.instant().isBefore(until)) {
            if (Thread.interrupted()) throw new InterruptedException();
            int n = device.read(piece);
            if (n < 0) throw new IOException("the port hung up");
            if (n > 0) return Arrays.copyOf(piece, n);
        }
        return new byte[0];
    }
}
