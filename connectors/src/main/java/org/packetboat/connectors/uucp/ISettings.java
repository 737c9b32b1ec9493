package org.packetboat.connectors.uucp;

/**
 * What we ask of the far side's i protocol.
 *
 * @param window     packets it may send before we confirm one, 1 to 16
 * @param packetSize the most content of a packet, 1 to 4095 bytes; a Packetboat may be given more, see {@link ISync}
 * @param retries    how often a packet is sent in vain before the call is given up
 */
public record ISettings(int window, int packetSize, int retries) {
    static final int CHANNELS = 7;

    /** @throws IllegalArgumentException if a value is out of range */
    public ISettings {
        if (window < 1 || window > 16) throw new IllegalArgumentException("i window is " + window + "; expected 1-16");
        if (packetSize < 1 || packetSize > IPacket.LONGEST) {
            throw new IllegalArgumentException("i packet size is " + packetSize + "; expected 1-4095");
        }
    }

    /** Suited to a line: a packet from a stock peer must arrive well within its own timers of ten seconds. */
    public static ISettings on(LineTiming line) {
        return new ISettings(16, (int) Math.clamp(line.rate() * 5, 64L, 1024L), 15);
    }
}
