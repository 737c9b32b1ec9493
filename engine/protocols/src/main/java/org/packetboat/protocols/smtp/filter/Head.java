package org.packetboat.protocols.smtp.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.text.Quoted;

/**
 * The header of a message while filters look at it: its fields in their order, octet for octet, as long as nobody
 * changes them. Our own trace line is in it and is not counted, as Sendmail and Postfix do it: a field that is inserted
 * at 0 stands above that line, one at 1 directly below it.
 */
public final class Head {
    /** A header is not larger where we take in mail; what stands behind that would be body. */
    private static final int LARGEST = 2 << 20;
    private static final int PIECE = 64 * 1024;
    private static final String EMPTY = "\r\n";

    /**
     * One field.
     *
     * @param isOurs whether it is our trace line, which filters don't see
     * @param name   up to the colon
     * @param value  behind the colon, with line ends, without the last one; a character for each octet
     */
    public record Field(boolean isOurs, String name, String value) {
        /**
         * A field as people write it: {@code X-Checked: yes}.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Field of(String line) {
            int colon = line.indexOf(':');
            if (colon < 1 || !isName(line.substring(0, colon).strip()))
                throw new IllegalArgumentException("found \"" + Quoted.oneLine(line)
                        + "\"; expected a header field like X-Checked: yes");
            String octets = new String(line.substring(colon + 1).getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.ISO_8859_1);
            return new Field(false, line.substring(0, colon).strip(), octets);
        }

        private String text() {
            return name + ":" + value + "\r\n";
        }
    }

    private final List<Field> fields = new ArrayList<>();
    private final long length;
    private boolean separated;

    private Head(Lines lines) {
        StringBuilder field = new StringBuilder();
        for (String line = lines.peek(); belongs(line, !field.isEmpty()); line = lines.peek()) {
            if (!isWhite(line.charAt(0))) end(field);
            field.append(line);
            lines.pass(line);
        }
        end(field);
        separated = lines.peek().equals(EMPTY);
        if (separated) lines.pass(EMPTY);
        length = lines.at;
    }

    /** Reads that of a message. It ends at the first empty line, or before a line that is no field. */
    public static Head of(Body text, byte[] trace) {
        Head head = new Head(new Lines(text));
        String ours = new String(trace, StandardCharsets.ISO_8859_1);
        int colon = ours.indexOf(':');
        if (colon > 0)
            head.fields.addFirst(new Field(true, ours.substring(0, colon), ours.substring(colon + 1,
                    ours.length() - 2)));
        return head;
    }

    /** @param within whether a field has begun, which it may go on with */
    private static boolean belongs(String line, boolean within) {
        if (!line.endsWith(EMPTY) || line.equals(EMPTY)) return false;
        int colon = line.indexOf(':');
        return isWhite(line.charAt(0)) ? within : colon > 0 && isName(line.substring(0, colon).stripTrailing());
    }

    private void end(StringBuilder field) {
        if (field.isEmpty()) return;
        int colon = field.indexOf(":");
        fields.add(new Field(false, field.substring(0, colon), field.substring(colon + 1, field.length() - 2)));
        field.setLength(0);
    }

    /** Whether a field may be called so (RFC 5322 section 2.2). */
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127 && c != ':');
    }

    /** A body stands behind it from now on. */
    public void separate() {
        separated = true;
    }

    /** Where in the message its body begins. */
    public long length() {
        return length;
    }

    /** All fields that filters see. */
    public List<Field> seen() {
        return fields.stream().filter(f -> !f.isOurs).toList();
    }

    /** Adds a field at the end. */
    public void add(String name, String value) {
        insert(fields.size(), name, value);
    }

    /** Inserts a field. @param at how many stand above it, our trace line included; the end if there are not so many */
    public void insert(int at, String name, String value) {
        separated = true;
        fields.add(Math.min(at, fields.size()), new Field(false, name, folded(value)));
    }

    /**
     * Changes a field, or takes it away; one that there is not is added at the end.
     *
     * @param index which one of that name, from 1
     * @param value empty to take it away
     */
    public void change(int index, String name, String value) {
        int seen = 0;
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.isOurs || !field.name.stripTrailing().equalsIgnoreCase(name) || ++seen < index) continue;
            separated = true;
            if (value.isBlank()) fields.remove(i);
            else fields.set(i, new Field(false, field.name, folded(value)));
            return;
        }
        if (!value.isBlank()) add(name, value);
    }

    /** Takes away all fields of a name that filters see. */
    public void removeAll(String name) {
        separated |= fields.removeIf(field -> !field.isOurs && field.name.stripTrailing().equalsIgnoreCase(name));
    }

    /** With CRLF; what follows is part of the field, whatever its writer meant: it begins with white space. */
    private static String folded(String value) {
        StringBuilder folded = new StringBuilder();
        for (String line : value.split("\r\n|\r|\n", -1)) {
            if (folded.isEmpty() && !line.isBlank()) folded.append(line);
            else if (!line.isBlank()) folded.append("\r\n").append(isWhite(line.charAt(0)) ? "" : "\t").append(line);
        }
        return folded.toString();
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t';
    }

    /** All of it, with the empty line behind it. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.text()));
        if (separated) text.append("\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The lines of a message, one after the other. */
    private static final class Lines {
        private final Body text;
        private final StringBuilder read = new StringBuilder();
        private int from;
        private int at;

        Lines(Body text) {
            this.text = text;
        }

        /** The next line with its CRLF; what is left if that has none. */
        String peek() {
            int searched = at;
            while (true) {
                int end = read.indexOf("\r\n", searched);
                if (end >= 0) return read.substring(at, end + 2);
                searched = Math.max(at, read.length() - 1);
                if (from >= text.size() || from >= LARGEST) return read.substring(at);
                byte[] more = text.read(from, PIECE);
                from += more.length;
                read.append(new String(more, StandardCharsets.ISO_8859_1));
            }
        }

        void pass(String line) {
            at += line.length();
        }
    }
}
