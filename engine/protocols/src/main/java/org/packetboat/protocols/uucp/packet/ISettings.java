package org.packetboat.protocols.uucp.packet;

/**
 * What we ask of the far side's i protocol.
 *
 * @param window     packets it may send before we confirm one, 1 to 16
 * @param packetSize the most content of a packet, 1 to 4095 bytes; a Packetboat may be given more, see {@link ISync}
 * @param retries    how often a packet is sent in vain before the call is given up
 */
public record ISettings(int window, int packetSize, int retries) {
    static final int CHANNELS = 7;
    static final int WIDEST = 16;

    /** @throws IllegalArgumentException if a value is out of range */
    public ISettings {
        if (window < 1 || window > 16) throw new IllegalArgumentException("i window is " + window + "; expected 1-16");
        if (packetSize < 1 || packetSize > IPacket.LONGEST) {
            throw new IllegalArgumentException("i packet size is " + packetSize + "; expected 1-4095");
        }
    }

    /**
     * Suited to a line: a packet from a stock peer must arrive well within its own timers of ten seconds, and no more
     * be on its way than keeps the line full, since a port may swallow it all and a dropped call lose it.
     */
    public static ISettings on(LineTiming line) {
        int size = (int) Math.clamp(line.rate() * 5, 64L, 1024L);
        return new ISettings((int) Math.clamp(4 + line.rate() * 4 / size, 4L, WIDEST), size, 15);
    }
}
