package org.packetboat.connectors.serial;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.protocols.modem.EscapeDialogue;
import org.packetboat.protocols.modem.ModemDialogue;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.protocols.modem.Prelude;

/**
 * A call through which another program may talk: it opens the port by its path. Until {@link #close} the port is held
 * open here, but not read, so that DTR stays up when the other program comes and goes, and its lock file is ours.
 */
public final class DataCall implements AutoCloseable {
    private static final int PIECE = 256;
    /** How long DTR stays down for a modem to see it. */
    private static final long DTR_DOWN_MILLIS = 600;
    private static final byte[] ABORT = "\r".getBytes(StandardCharsets.US_ASCII);

    private final ModemPort.Lease lease;
    private final InstantSource clock;
    private Optional<FileInputStream> hold = Optional.empty();
    private boolean lines;

    DataCall(ModemPort.Lease lease, InstantSource clock) {
        this.lease = lease;
        this.clock = clock;
    }

    /** The port, for the other program. */
    public Path port() {
        return lease.port().port().device();
    }

    /** Bits per second between us and the modem. */
    public int speed() {
        return lease.port().port().speed();
    }

    /** Whether the port has a modem's lines, so that DCD tells of a carrier. */
    public boolean hasLines() {
        return lines;
    }

    /** @return why there is no call; empty if there is */
    Optional<Prelude.Step.Failed> dial(String number) throws IOException, InterruptedException {
        ModemSettings modem = lease.port().modem().orElseThrow(
                () -> new IllegalArgumentException("port " + lease.port().name() + " has no modem"));
        SerialDevice device = SerialDevice.openShared(lease.port().port());
        lines = device.hasLines();
        try {
            Optional<Prelude.Step.Failed> failure = talk(device, new ModemDialogue(modem, number));
            if (failure.isEmpty()) hold = Optional.of(new FileInputStream(port().toFile()));
            return failure;
        } catch (InterruptedException unwanted) {
            device.write(ABORT, 0, ABORT.length); // a character ends a modem's dialling
            throw unwanted;
        } finally {
            device.close();
        }
    }

    /** Goes through a dialogue with the modem. @return how it failed; empty if it is through */
    private Optional<Prelude.Step.Failed> talk(SerialDevice device, Prelude dialogue)
            throws IOException, InterruptedException {
        Prelude.Step step = dialogue.begin(clock.instant());
        while (true) {
            switch (step) {
                case Prelude.Step.Wait(byte[] say, Instant until) -> {
                    if (!device.write(say, 0, say.length)) throw new IOException("the port takes no bytes");
                    step = listen(device, dialogue, until);
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

    private Prelude.Step listen(SerialDevice device, Prelude dialogue, Instant until)
            throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        while (clock.instant().isBefore(until)) {
            if (Thread.interrupted()) throw new InterruptedException();
            int n = device.read(piece);
            if (n < 0) throw new IOException("the port hung up");
            if (n > 0) return dialogue.heard(Arrays.copyOf(piece, n), clock.instant());
        }
        return dialogue.rang(clock.instant());
    }

    /** Hangs up, and gives the port back. The other program has left it. */
    @Override
    public void close() {
        lease.ending();
        try {
            hangUp();
            if (hold.isPresent()) hold.get().close();
        } catch (IOException gone) {
            // a port that is gone has hung up
        } finally {
            PortCall.release(lease);
        }
    }

    private void hangUp() throws IOException {
        SerialDevice device = SerialDevice.openShared(lease.port().port());
        boolean hurried = false;
        try {
            hurried = device.hasLines() ? lowerDtr(device) : escape(device);
        } finally {
            device.close();
            if (hurried) Thread.currentThread().interrupt();
        }
    }

    private static boolean lowerDtr(SerialDevice device) {
        device.lowerDtr();
        try {
            TimeUnit.MILLISECONDS.sleep(DTR_DOWN_MILLIS);
            return false;
        } catch (InterruptedException hurried) {
            return true;
        }
    }

    private boolean escape(SerialDevice device) throws IOException {
        try {
            talk(device, new EscapeDialogue(lease.port().modem().orElseThrow()));
            return false;
        } catch (InterruptedException hurried) {
            return true;
        }
    }
}
