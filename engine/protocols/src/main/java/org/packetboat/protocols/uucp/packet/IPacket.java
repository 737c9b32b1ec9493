package org.packetboat.protocols.uucp.packet;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A packet of the i protocol. Integers on the wire are big-endian.
 *
 * <pre>
 *   0      1            2             3                    4      5      6 …         6+n …
 * +------+------------+-------------+--------------------+------+------+-----------+----------+
 * | 0x07 | seq5 mine3 | ack5 theirs3| type3 caller1 n[11:8]| n[7:0]| xor | n bytes   | CRC-32   |
 * +------+------------+-------------+--------------------+------+------+-----------+----------+
 * </pre>
 *
 * xor is that of bytes 1 to 4. Content and its CRC (the common polynomial, without the final inversion) are both left
 * out when n is 0. The caller bit tells a packet from an echo.
 *
 * @param seq    its number, or for a NAK the number asked for
 * @param ack    the last packet its sender received in order
 * @param mine   channel of its sender's own command
 * @param theirs channel of the receiver's command that it answers
 */
public record IPacket(Type type, boolean caller, int seq, int ack, int mine, int theirs, byte[] data) {
    static final byte MARK = 7;
    static final int HEADER = 6;
    static final int CHECK = 4;
    static final int LONGEST = 4095;
    static final int NUMBERS = 32;

    /** In the order of their codes. */
    public enum Type {
        DATA, SYNC, ACK, NAK, SPOS, CLOSE
    }

    /** The whole length of a packet with this much content. */
    static int wire(int content) {
        return content == 0 ? HEADER : HEADER + content + CHECK;
    }

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(wire(data.length));
        byte[] head = {(byte) (seq << 3 | mine), (byte) (ack << 3 | theirs),
                (byte) (type.ordinal() << 5 | (caller ? 0x10 : 0) | data.length >> 8), (byte) data.length};
        out.put(MARK).put(head).put((byte) (head[0] ^ head[1] ^ head[2] ^ head[3]));
        if (data.length > 0) out.put(data).putInt(check(data, 0, data.length));
        return out.array();
    }

    static int check(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return ~(int) crc.getValue();
    }
}
