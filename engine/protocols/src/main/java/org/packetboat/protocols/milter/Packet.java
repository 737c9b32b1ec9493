package org.packetboat.protocols.milter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What both sides send each other.
 *
 * <pre>
 *  0               4   5
 *  +---------------+---+----------+
 *  | length        | C | data ... |   length: of C and data, big-endian
 *  +---------------+---+----------+
 * </pre>
 *
 * Texts within the data end with a NUL; a text is a character here for each octet.
 *
 * @param command a letter of the protocol, which is another one for each direction
 */
record Packet(char command, byte[] data) {
    /** The longest one taken: libmilter sends bodies in pieces of 64 KB, and single fields whole. */
    static final int LONGEST = 1 << 20;
    private static final int HEAD = 4;

    /** One with texts as its data. */
    static Packet of(char command, String... texts) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String text : texts)
            write(data, text);
        return new Packet(command, data.toByteArray());
    }

    private static void write(ByteArrayOutputStream data, String text) {
        data.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        data.write(0);
    }

    /** @throws FilterTrouble if none comes in time, or one that is too long */
    static Packet receive(MilterLine line, Duration patience) {
        int length = ByteBuffer.wrap(line.receive(HEAD, patience)).getInt();
        if (length < 1 || length > LONGEST)
            throw new FilterTrouble("it sent a packet of " + Integer.toUnsignedString(length) + " bytes");
        ByteBuffer rest = ByteBuffer.wrap(line.receive(length, patience));
        char command = (char) (rest.get() & 0xff);
        byte[] data = new byte[length - 1];
        rest.get(data);
        return new Packet(command, data);
    }

    void write(ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(HEAD + 1).putInt(data.length + 1).put((byte) command).array());
        out.writeBytes(data);
    }

    /** The number at the beginning of its data. */
    int number() {
        if (data.length < Integer.BYTES) throw new FilterTrouble("it sent a packet that is too short: " + this);
        return ByteBuffer.wrap(data).getInt();
    }

    /** The texts behind the first so many octets of its data. */
    List<String> texts(int from) {
        List<String> texts = new ArrayList<>();
        int at = from;
        for (int i = from; i < data.length; i++) {
            if (data[i] != 0) continue;
            texts.add(new String(data, at, i - at, StandardCharsets.ISO_8859_1));
            at = i + 1;
        }
        if (at < data.length) throw new FilterTrouble("it sent a text without an end: " + this);
        return texts;
    }

    @Override
    public String toString() {
        String letter = command > ' ' && command < 127 ? String.valueOf(command) : "0x" + Integer.toHexString(command);
        return letter + " with " + data.length + " bytes";
    }
}
