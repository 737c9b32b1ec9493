package org.packetboat.engine.trace;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.HeaderField;

/**
 * The header of a stored message, field by field. It ends at the first empty line; lines that begin no field are passed
 * over, for mailers do odd things, and a line may end in a bare LF.
 */
final class StoredHeader {
    /**
     * One field.
     *
     * @param name  in lower case
     * @param lines the whole of it as it is stored, with its folded lines, without the last line end
     * @param value where its value begins in them
     */
    record Field(String name, byte[] lines, int value) {
        String text(Charset charset) {
            return new String(lines, charset);
        }

        String value(Charset charset) {
            return new String(lines, value, lines.length - value, charset);
        }
    }

    private final byte[] bytes;
    private final List<Field> fields = new ArrayList<>();

    private StoredHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The fields that end within the first so many bytes. */
    static List<Field> of(Body body, int most) {
        return new StoredHeader(start(body, most)).read();
    }

    private static byte[] start(Body body, int most) {
        byte[] start = new byte[(int) Math.min(body.size(), most)];
        for (int at = 0; at < start.length;) {
            byte[] piece = body.read(at, start.length - at);
            System.arraycopy(piece, 0, start, at, piece.length);
            at += piece.length;
        }
        return start;
    }

    private List<Field> read() {
        int begin = 0;
        for (int line = 0, next = behind(line); next > 0 && !isEmpty(line, next); line = next, next = behind(line)) {
            boolean isWhole = next < bytes.length && !HeaderField.isFold(bytes[next]);
            if (!isWhole) continue;
            add(begin, next);
            begin = next;
        }
        return fields;
    }

    /** Where the line behind this one begins; 0 if this one has no end. */
    private int behind(int line) {
        for (int at = line; at < bytes.length; at++)
            if (bytes[at] == '\n') return at + 1;
        return 0;
    }

    private boolean isEmpty(int line, int next) {
        return withoutEnd(line, next) == line;
    }

    private int withoutEnd(int line, int next) {
        return next - line > 1 && bytes[next - 2] == '\r' ? next - 2 : next - 1;
    }

    private void add(int begin, int next) {
        int end = withoutEnd(begin, next);
        int colon = HeaderField.colon(bytes, begin, end);
        if (colon < 0) return;
        fields.add(new Field(HeaderField.name(bytes, begin, colon), Arrays.copyOfRange(bytes, begin, end),
                colon + 1 - begin));
    }
}
