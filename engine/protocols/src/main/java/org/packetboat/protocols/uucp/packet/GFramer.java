package org.packetboat.protocols.uucp.packet;

import java.util.Arrays;
import java.util.Optional;

/** Finds the packets of the g protocol. */
final class GFramer extends Framer<GFramer.Found> {
    /** What was found; empty for a damaged data packet. */
    record Found(Optional<GPacket> packet) {}

    @Override
    boolean plausible(byte[] bytes, int at) {
        if (bytes[at] != GPacket.MARK) return false;
        if (bytes.length - at < GPacket.HEADER) return true;
        int k = bytes[at + 1];
        int control = bytes[at + 4] & 0xff;
        int xor = k ^ bytes[at + 2] ^ bytes[at + 3] ^ bytes[at + 4] ^ bytes[at + 5];
        return xor == 0 && (control >> 6 == 0 ? k == GPacket.CONTROL_K : control >> 6 >= 2 && k >= 1 && k <= 8);
    }

    @Override
    int header() {
        return GPacket.HEADER;
    }

    @Override
    int length(byte[] bytes, int at) {
        return GPacket.HEADER + GPacket.size(bytes[at + 1]);
    }

    @Override
    boolean intact(byte[] bytes, int at) {
        return read(bytes, at).packet().isPresent();
    }

    @Override
    Found read(byte[] bytes, int at) {
        int control = bytes[at + 4] & 0xff;
        int told = bytes[at + 2] & 0xff | (bytes[at + 3] & 0xff) << 8;
        int begin = at + GPacket.HEADER;
        byte[] field = Arrays.copyOfRange(bytes, begin, begin + GPacket.size(bytes[at + 1]));
        int sum = field.length == 0 ? 0xaaaa - control & 0xffff : GPacket.checksum(field, control);
        return new Found(sum == told
                ? Optional.of(new GPacket(control, field.length == 0 ? field : GPacket.meant(control, field)))
                : Optional.empty());
    }
}
