package org.packetboat.camel.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.packetboat.engine.mail.HeaderField;

/** The header of a message (RFC 5322 section 2.2) while it is being read, line by line. At most 1 MB. */
public final class MailHead {
    private static final int LARGEST = 1 << 20;

    /** A field with its folded lines, without line ends. */
    private record Field(String name, List<byte[]> lines) {
        String value() {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(new String(line, StandardCharsets.UTF_8)));
            return text.substring(text.indexOf(":") + 1).strip();
        }
    }

    private final List<Field> fields = new ArrayList<>();
    private int size;

    /** @param line without its end; not empty */
    void add(byte[] line) throws Flaw {
        size += line.length;
        if (size > LARGEST) throw new Flaw("the message's header is larger than " + LARGEST + " bytes");
        if (HeaderField.isFold(line[0]) && !fields.isEmpty()) {
            fields.getLast().lines().add(line);
        } else {
            fields.add(new Field(name(line), new ArrayList<>(List.of(line))));
        }
    }

    /** Only the first field has to be one: mailers do odd things. */
    private String name(byte[] line) throws Flaw {
        int colon = HeaderField.colon(line, 0, line.length);
        if (colon < 0 && fields.isEmpty()) throw new Flaw("the message does not begin with a header field");
        return colon < 0 ? "" : HeaderField.name(line, 0, colon);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** How often a field comes. */
    public int count(String name) {
        return (int) fields.stream().filter(f -> f.name().equals(name)).count();
    }

    /** What the fields of a name say, unfolded. */
    public List<String> values(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
    }

    /** All of it, as it came. */
    public String text() {
        StringBuilder all = new StringBuilder();
        lines("", line -> all.append(new String(line, StandardCharsets.ISO_8859_1)).append('\n'));
        return all.toString();
    }

    /** Gives each line, but for those of the fields left out. */
    void lines(String leftOut, Consumer<byte[]> line) {
        fields.stream().filter(f -> !f.name().equals(leftOut)).forEach(f -> f.lines().forEach(line));
    }
}
