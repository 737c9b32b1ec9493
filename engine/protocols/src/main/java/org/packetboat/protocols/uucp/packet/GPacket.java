package org.packetboat.protocols.uucp.packet;

import java.util.Arrays;

/**
 * A packet of the g protocol.
 *
 * <pre>
 *   0      1    2           3            4               5            6 …
 * +------+----+-----------+------------+---------------+------------+------------------+
 * | 0x10 | k  | sum [7:0] | sum [15:8] | tt2 xxx3 yyy3 | xor of 1-4 | 2^(k+4) bytes    |
 * +------+----+-----------+------------+---------------+------------+------------------+
 * </pre>
 *
 * k is 9 for control packets, which end after the header, and 1 to 8 for data. tt is 0 for control (xxx tells which),
 * 2 for data that fill the packet, 3 for fewer: the content then begins with how many bytes too long the packet is, in
 * one byte, or in two with the low seven bits first and the top bit of the first byte set.
 *
 * @param control the control byte: tt, xxx, yyy
 * @param data    for data packets: the bytes that count
 */
record GPacket(int control, byte[] data) {
    static final byte MARK = 020;
    static final int HEADER = 6;
    static final int CONTROL_K = 9;
    static final int CLOSE = 1;
    static final int REJECT = 2;
    static final int READY = 4;
    static final int INIT_C = 5;
    static final int INIT_B = 6;
    static final int INIT_A = 7;
    private static final int FULL = 2;
    private static final int SHORT = 3;
    private static final byte[] NOTHING = {};

    /** A control packet. */
    static GPacket control(int which, int yyy) {
        return new GPacket(which << 3 | yyy, NOTHING);
    }

    boolean isControl() {
        return control >> 6 == 0;
    }

    boolean isData() {
        return control >> 6 >= FULL;
    }

    int xxx() {
        return control >> 3 & 7;
    }

    int yyy() {
        return control & 7;
    }

    /** How many bytes of data the packet with this k has. */
    static int size(int k) {
        return k == CONTROL_K ? 0 : 1 << k + 4;
    }

    /** Puts a control packet on the wire. */
    byte[] encode() {
        return framed(CONTROL_K, control, 0xaaaa - control & 0xffff, NOTHING);
    }

    /** Puts data on the wire, in a packet just long enough and no shorter than {@code least}. */
    static byte[] encode(int seq, int ack, byte[] bytes, int least) {
        int k = 1;
        while (size(k) < Math.max(bytes.length, least))
            k++;
        int missing = size(k) - bytes.length;
        byte[] data = missing == 0 ? bytes : padded(bytes, size(k), missing);
        int control = (missing == 0 ? FULL : SHORT) << 6 | seq << 3 | ack;
        return framed(k, control, checksum(data, control), data);
    }

    private static byte[] padded(byte[] bytes, int size, int missing) {
        byte[] data = new byte[size];
        int at = 0;
        if (missing > 127) data[at++] = (byte) (missing & 0x7f | 0x80);
        data[at++] = (byte) (missing > 127 ? missing >> 7 : missing);
        System.arraycopy(bytes, 0, data, at, bytes.length);
        return data;
    }

    private static byte[] framed(int k, int control, int sum, byte[] data) {
        byte[] out = new byte[HEADER + data.length];
        out[0] = MARK;
        out[1] = (byte) k;
        out[2] = (byte) sum;
        out[3] = (byte) (sum >> 8);
        out[4] = (byte) control;
        out[5] = (byte) (out[1] ^ out[2] ^ out[3] ^ out[4]);
        System.arraycopy(data, 0, out, HEADER, data.length);
        return out;
    }

    /** The bytes that count of the data field of a packet with this control byte. */
    static byte[] meant(int control, byte[] field) {
        if (control >> 6 != SHORT) return field;
        boolean two = field[0] < 0;
        int missing = two ? field[0] & 0x7f | (field[1] & 0xff) << 7 : field[0];
        int begin = two ? 2 : 1;
        int length = Math.clamp(field.length - missing, 0, field.length - begin);
        return Arrays.copyOfRange(field, begin, begin + length);
    }

    /** The checksum of a packet with this data field and control byte. */
    static int checksum(byte[] field, int control) {
        int sum = 0xffff;
        int mix = 0;
        for (int i = 0; i < field.length; i++) {
            int b = field[i] & 0xff;
            sum = (sum << 1 | sum >> 15) + b & 0xffff;
            mix = mix + (sum ^ field.length - i) & 0xffff;
            if (b == 0 || sum < b) sum ^= mix;
        }
        return 0xaaaa - (sum ^ control) & 0xffff;
    }
}
