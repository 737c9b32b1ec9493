package org.packetboat.schedules.plan.print;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Pictures of letters, so that a server without fonts can write on a picture: those of the Latin languages of Europe.
 * Another letter is shown as a question mark. The files beside this class are packed with gzip; in them is
 *
 * <pre>
 * how many (2) | of each: the letter (2) | how far to the next (1) | left (1, signed) | top above the line (1, signed)
 *              |          width (1) | height (1) | how much of each point is covered, by rows (width × height)
 * </pre>
 *
 * They were drawn from DejaVu Sans by {@code DrawLetters}, among the tests, in points that are half as large as pixels.
 */
final class Letters {
    private static final Map<Pen.Type, Letters> READ = new HashMap<>();
    private static final double FINE = 2;

    private final Map<Character, Letter> letters = new HashMap<>();

    /**
     * A letter. Lengths are in points, half as large as pixels.
     *
     * @param advance how far it is to the next
     * @param top     how far its picture begins above the line that letters stand on
     */
    record Letter(int advance, int left, int top, int width, int height, byte[] covered) {
        /** From 0 to 255. */
        int cover(int x, int y) {
            return Byte.toUnsignedInt(covered[y * width + x]);
        }
    }

    private Letters(String file) {
        try (DataInputStream in = new DataInputStream(
                new GZIPInputStream(Letters.class.getResourceAsStream(file)))) {
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                char letter = in.readChar();
                int advance = in.readUnsignedByte();
                int left = in.readByte();
                int top = in.readByte();
                int width = in.readUnsignedByte();
                int height = in.readUnsignedByte();
                letters.put(letter, new Letter(advance, left, top, width, height, in.readNBytes(width * height)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Read when they are needed first. */
    static synchronized Letters of(Pen.Type type) {
        return READ.computeIfAbsent(type, t -> new Letters(t == Pen.Type.TITLE ? "letters-title.gz" : "letters.gz"));
    }

    Letter letter(char letter) {
        Letter found = letters.get(letter);
        return found == null ? letters.get('?') : found;
    }

    /** How wide a text is, in pixels. */
    double width(String text) {
        return text.chars().map(c -> letter((char) c).advance()).sum() / FINE;
    }

    /** As much of a text as there is room for, with three dots if that isn't all; empty if there is room for none. */
    String fitting(String text, double room) {
        if (width(text) <= room) return text;
        for (int length = text.length() - 1; length > 0; length--) {
            String shorter = text.substring(0, length) + "…";
            if (width(shorter) <= room) return shorter;
        }
        return "";
    }
}
