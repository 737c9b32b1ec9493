package org.packetboat.protocols.uucp.packet;

/**
 * What a packet protocol has carried.
 *
 * @param sent     packets with content, first sendings
 * @param resent   packets sent again
 * @param received packets with content, in order
 * @param damaged  packets or stretches of noise that could not be read
 */
public record Traffic(long sent, long resent, long received, long damaged) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    Traffic plusSent() {
        return new Traffic(sent + 1, resent, received, damaged);
    }

    Traffic plusResent() {
        return new Traffic(sent, resent + 1, received, damaged);
    }

    Traffic plusReceived() {
        return new Traffic(sent, resent, received + 1, damaged);
    }

    Traffic plusDamaged() {
        return new Traffic(sent, resent, received, damaged + 1);
    }
}
