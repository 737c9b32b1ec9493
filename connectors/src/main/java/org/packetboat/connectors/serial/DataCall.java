package org.packetboat.connectors.serial;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.protocols.modem.ModemDialogue;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.protocols.modem.Prelude;

/**
 * A call through which another program may talk: it opens the port by its path. Until {@link #close} the port is held
 * open here, but not read, so that DTR stays up when the other program comes and goes, and its lock file is ours.
 */
public final class DataCall implements AutoCloseable {
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
        SerialDevice device = lease.port().open(true);
        lines = device.hasLines();
        try {
            Optional<Prelude.Step.Failed> failure = new PortTalk(device, clock)
                    .through(new ModemDialogue(modem, number));
            if (failure.isEmpty()) hold = Optional.of(new FileInputStream(port().toFile()));
            return failure;
        } catch (InterruptedException unwanted) {
            device.write(ABORT, 0, ABORT.length); // a character ends a modem's dialling
            hangUp(device, modem, false);
            throw unwanted;
        } finally {
            device.close();
        }
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
        SerialDevice device = lease.port().open(true);
        try {
            hangUp(device, lease.port().modem().orElseThrow(), true);
        } finally {
            device.close();
        }
    }

    private void hangUp(SerialDevice device, ModemSettings modem, boolean connected) {
        new PortTalk(device, clock).hangUp(modem, connected).ifPresent(trouble -> {
            lease.port().troubled(ModemPort.FAULT, trouble);
            lease.port().rest(clock.instant());
        });
    }
}
