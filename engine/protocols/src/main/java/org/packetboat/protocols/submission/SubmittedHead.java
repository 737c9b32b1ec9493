package org.packetboat.protocols.submission;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.HeaderField;
import org.packetboat.protocols.mail.AddressList;
import org.packetboat.protocols.mail.NamedMailbox;

/**
 * The head of a message that a program of this machine wrote (RFC 5322), as it comes in line by line, and as it goes on
 * (RFC 6409 section 8): without the lines that mailboxes put before it, without fields that are for us alone or that
 * are not the sender's to write, with a domain behind each address, and with Date, Message-ID and From. It ends at an
 * empty line, or at the first line that is no field and belongs to none. One of over 1 MB has no end: it is no mail.
 */
public final class SubmittedHead {
    static final int LARGEST = 1 << 20;
    private static final String RESENT = "resent-";
    private static final Set<String> LEFT_OUT = Set.of("bcc", "resent-bcc", "content-length", "return-path");
    private static final Set<String> OF_ADDRESSES = Set.of("from", "sender", "reply-to", "to", "cc");
    private static final List<String> OF_RECIPIENTS = List.of("to", "cc", "bcc");

    /** A field with its folded lines, as bytes (ISO 8859-1) without the last line end. */
    private record Field(String name, StringBuilder text) {
        String value() {
            return text.substring(text.indexOf(":") + 1);
        }
    }

    private final List<Field> fields = new ArrayList<>();
    private int size;
    private boolean begun;

    /**
     * Takes a line.
     *
     * @param line without its end
     * @return whether it belongs to the head: else that is over, and the line, unless it is empty, begins the body
     */
    boolean take(byte[] line) {
        if (isTooLarge()) return true;
        if (line.length == 0) return false;
        String text = new String(line, StandardCharsets.ISO_8859_1);
        if (!begun && (text.startsWith("From ") || text.startsWith(">From "))) return true;
        begun = true;
        if (!isOurs(line, line.length)) return false;
        size += line.length;
        if (isFold(line)) {
            fields.getLast().text().append("\r\n").append(text);
        } else {
            String name = HeaderField.name(line, 0, HeaderField.colon(line, 0, line.length));
            fields.add(new Field(name, new StringBuilder(text)));
        }
        return true;
    }

    /** Whether a line that begins so is a field or belongs to one. */
    boolean isOurs(byte[] line, int length) {
        return isFold(line) || HeaderField.colon(line, 0, length) >= 0;
    }

    private boolean isFold(byte[] line) {
        return HeaderField.isFold(line[0]) && !fields.isEmpty();
    }

    boolean isTooLarge() {
        return size > LARGEST;
    }

    /** How often a field comes. */
    public int count(String name) {
        return (int) fields.stream().filter(f -> f.name().equals(name)).count();
    }

    /** The values of the fields that name recipients; of a message that was sent on, those to whom that was. */
    public List<String> recipients() {
        String prefix = isResent() ? RESENT : "";
        return fields.stream().filter(f -> OF_RECIPIENTS.stream().anyMatch(name -> f.name().equals(prefix + name)))
                .map(f -> utf8(f.value())).toList();
    }

    /** Whether it was sent on as it is (RFC 5322 section 3.6.6). */
    private boolean isResent() {
        return fields.stream().anyMatch(f -> OF_RECIPIENTS.stream().anyMatch(name -> f.name().equals(RESENT + name)));
    }

    /** All of it as it goes on, with the empty line behind it. */
    byte[] bytes(SubmittedBy by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + 512);
        fields.stream().filter(f -> !LEFT_OUT.contains(f.name()))
                .forEach(f -> line(out, withDomains(f, latin1(by.domain()))));
        String prefix = isResent() ? "Resent-" : "";
        missing(prefix + "From", by.from()).ifPresent(f -> line(out, latin1(f)));
        missing(prefix + "Date", by.date()).ifPresent(f -> line(out, f));
        missing(prefix + "Message-ID", by.messageId()).ifPresent(f -> line(out, f));
        line(out, "");
        return out.toByteArray();
    }

    private Optional<String> missing(String name, String value) {
        boolean there = count(name.toLowerCase(Locale.ROOT)) > 0;
        return there ? Optional.empty() : Optional.of(name + ": " + value);
    }

    /** Programs of one machine write {@code root}; elsewhere that is somebody else. */
    private static String withDomains(Field field, String domain) {
        String name = field.name().startsWith(RESENT) ? field.name().substring(RESENT.length()) : field.name();
        if (!OF_ADDRESSES.contains(name)) return field.text().toString();
        String value = field.value();
        StringBuilder text = new StringBuilder(field.text().substring(0, field.text().length() - value.length()));
        int done = 0;
        for (NamedMailbox mailbox : AddressList.read(value).mailboxes()) {
            if (mailbox.domain().isPresent() || mailbox.localPart().startsWith("=?")) continue;
            text.append(value, done, mailbox.end()).append('@').append(domain);
            done = mailbox.end();
        }
        return text.append(value, done, value.length()).toString();
    }

    private static void line(ByteArrayOutputStream out, String bytes) {
        out.writeBytes((bytes + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A text's UTF-8 as the characters that stand for bytes here. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
