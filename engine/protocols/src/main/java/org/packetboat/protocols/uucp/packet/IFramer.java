package org.packetboat.protocols.uucp.packet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Finds the packets of the i protocol. Every packet returned has passed its checks. */
public final class IFramer extends Framer<IFramer.Found> {
    /** What was found. */
    public sealed interface Found {
        record Good(IPacket packet) implements Found {}

        /** A readable header over damaged content. */
        record Damaged(IPacket.Type type, boolean caller, int seq) implements Found {}
    }

    @Override
    boolean plausible(byte[] bytes, int at) {
        if (bytes[at] != IPacket.MARK) return false;
        if (bytes.length - at < IPacket.HEADER) return true;
        int xor = bytes[at + 1] ^ bytes[at + 2] ^ bytes[at + 3] ^ bytes[at + 4] ^ bytes[at + 5];
        return xor == 0 && (bytes[at + 3] & 0xff) >> 5 < IPacket.Type.values().length;
    }

    @Override
    int header() {
        return IPacket.HEADER;
    }

    private static int content(byte[] bytes, int at) {
        return (bytes[at + 3] & 15) << 8 | bytes[at + 4] & 0xff;
    }

    @Override
    int length(byte[] bytes, int at) {
        return IPacket.wire(content(bytes, at));
    }

    @Override
    boolean intact(byte[] bytes, int at) {
        int content = content(bytes, at);
        if (content == 0) return true;
        int begin = at + IPacket.HEADER;
        return ByteBuffer.wrap(bytes).getInt(begin + content) == IPacket.check(bytes, begin, content);
    }

    @Override
    Found read(byte[] bytes, int at) {
        IPacket.Type type = IPacket.Type.values()[(bytes[at + 3] & 0xff) >> 5];
        boolean caller = (bytes[at + 3] & 0x10) != 0;
        int seq = (bytes[at + 1] & 0xff) >> 3;
        if (!intact(bytes, at)) return new Found.Damaged(type, caller, seq);
        int begin = at + IPacket.HEADER;
        return new Found.Good(new IPacket(type, caller, seq, (bytes[at + 2] & 0xff) >> 3, bytes[at + 1] & 7,
                bytes[at + 2] & 7, Arrays.copyOfRange(bytes, begin, begin + content(bytes, at))));
    }
}
