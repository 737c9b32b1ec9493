package org.packetboat.protocols.bundle.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.packetboat.protocols.bundle.codec.DamagedException;

/** The content of a batch as it is expanded: lines, and bytes between them. Knows its place. Takes no line too long. */
public final class ContentInput implements AutoCloseable {
    private static final int LONGEST_LINE = 8192;
    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int until;
    private long position;

    public ContentInput(InputStream in) {
        this.in = in;
    }

    public long position() {
        return position;
    }

    /** At most so many bytes into the array; at least one, if any is asked for. */
    int read(byte[] into, int most) throws IOException {
        if (most == 0) return 0;
        if (!fill()) throw new DamagedException("ends in the middle of a message");
        int length = Math.min(most, Math.min(into.length, until - from));
        System.arraycopy(buffer, from, into, 0, length);
        from += length;
        position += length;
        return length;
    }

    void skip(long count) throws IOException {
        byte[] waste = new byte[BUFFER];
        for (long left = count; left > 0;)
            left -= read(waste, (int) Math.min(left, BUFFER));
    }

    /** The next line, without its CRLF. */
    String line() throws IOException {
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        do {
            if (!fill()) throw new DamagedException("ends in the middle of a command");
            if (length == LONGEST_LINE) throw new DamagedException("a command of more than " + LONGEST_LINE + " bytes");
            line[length++] = buffer[from++];
            position++;
        } while (length < 2 || line[length - 1] != '\n' || line[length - 2] != '\r');
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length - 2)).toString();
        } catch (CharacterCodingException bad) {
            throw new DamagedException("a command that is not UTF-8");
        }
    }

    boolean atEnd() throws IOException {
        return !fill();
    }

    private boolean fill() throws IOException {
        while (from == until) {
            from = 0;
            until = Math.max(0, in.read(buffer, 0, BUFFER));
            if (until == 0) return false;
        }
        return true;
    }

    @Override
    public void close() {
        Arrays.fill(buffer, (byte) 0);
        from = until = 0;
        try {
            in.close();
        } catch (IOException harmless) {
            until = 0; // it was read as far as anybody wanted
        }
    }
}
