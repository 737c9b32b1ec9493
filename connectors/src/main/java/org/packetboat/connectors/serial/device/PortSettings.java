package org.packetboat.connectors.serial.device;

import java.nio.file.Path;

/**
 * A serial port: 8 data bits, no parity, 1 stop bit.
 *
 * @param device its path, like {@code /dev/ttyUSB0}; a link such as those in {@code /dev/serial/by-id} stays right when
 *               a port comes back under another name
 * @param speed  bits per second between us and the modem, or the far side of a cable
 * @param rtsCts whether both sides may ask each other to wait (hardware flow control)
 */
public record PortSettings(Path device, int speed, boolean rtsCts) {
    private static final int BITS_A_BYTE = 10;

    /** @throws IllegalArgumentException if the speed is out of range */
    public PortSettings {
        if (speed < 50 || speed > 4_000_000) {
            throw new IllegalArgumentException("speed is " + speed + "; expected 50 to 4000000 bits per second");
        }
    }

    /** Bytes per second: each has a start and a stop bit. */
    public long rate() {
        return Math.max(1, speed / BITS_A_BYTE);
    }
}
