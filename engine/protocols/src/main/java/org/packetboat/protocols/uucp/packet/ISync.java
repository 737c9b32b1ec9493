package org.packetboat.protocols.uucp.packet;

import java.nio.ByteBuffer;

/**
 * The content of a SYNC packet: what its sender asks of the other side. A Packetboat adds four bytes, which others
 * skip.
 *
 * <pre>
 * +----------------+--------+----------+-----+-----+-----------------+
 * | packet size 16 | window | channels | 'P' | 'B' | packet size 16  |
 * +----------------+--------+----------+-----+-----+-----------------+
 * </pre>
 *
 * Between Packetboats, whose timers and packets follow the line, the second size replaces the first, and the window is
 * 16.
 *
 * @param packetSize the most content a packet may have, 1 to 4095
 * @param window     packets before a confirmation, 1 to 16
 * @param channels   1 to 7
 * @param packetboat whether its sender is one
 */
record ISync(int packetSize, int window, int channels, boolean packetboat) {
    private static final byte[] MARK = {'P', 'B'};
    private static final int SHORTEST = 3;
    private static final int WITH_MARK = 8;

    static byte[] encode(ISettings settings, int towardsPacketboat) {
        return ByteBuffer.allocate(WITH_MARK).putShort((short) settings.packetSize()).put((byte) settings.window())
                .put((byte) ISettings.CHANNELS).put(MARK).putShort((short) towardsPacketboat).array();
    }

    /** Reads one; values out of range become the nearest in range. */
    static ISync decode(byte[] data) {
        if (data.length < SHORTEST) return new ISync(IPacket.LONGEST, 1, 1, false);
        ByteBuffer in = ByteBuffer.wrap(data);
        boolean ours = data.length >= WITH_MARK && data[4] == MARK[0] && data[5] == MARK[1];
        int size = in.getShort(ours ? WITH_MARK - 2 : 0) & 0xffff;
        int channels = data.length > SHORTEST ? data[SHORTEST] : 1;
        int window = ours ? ISettings.WIDEST : data[2];
        return new ISync(Math.clamp(size, 1, IPacket.LONGEST), Math.clamp(window, 1, ISettings.WIDEST),
                Math.clamp(channels, 1, ISettings.CHANNELS), ours);
    }
}
