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
 * empty line, at the first line that is no field and belongs to none, or after 1 MB.
 */
public final class SubmittedHead {
    private static final int LARGEST = 1 << 20;
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
        size += line.length;
        if (line.length == 0 || size > LARGEST) return false;
        String text = new String(line, StandardCharsets.ISO_8859_1);
        if (!begun && (text.startsWith("From ") || text.startsWith(">From "))) return true;
        begun = true;
        int colon = HeaderField.colon(line, 0, line.length);
        boolean fold = HeaderField.isFold(line[0]) && !fields.isEmpty();
        if (fold) fields.getLast().text().append("\r\n").append(text);
        else if (colon >= 0) fields.add(new Field(HeaderField.name(line, 0, colon), new StringBuilder(text)));
        return fold || colon >= 0;
    }

    /** How often a field comes. */
    public int count(String name) {
        return (int) fields.stream().filter(f -> f.name().equals(name)).count();
    }

    /** Everybody whom it names as recipient; of a message that was sent on, those to whom that was. */
    public AddressList recipients() {
        String prefix = isResent() ? RESENT : "";
        List<NamedMailbox> all = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Field field : fields) {
            if (OF_RECIPIENTS.stream().noneMatch(name -> field.name().equals(prefix + name))) continue;
            AddressList list = AddressList.read(utf8(field.value()));
            all.addAll(list.mailboxes());
            faults.addAll(list.faults());
        }
        return new AddressList(all, faults);
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
        StringBuilder text = new StringBuilder(field.text());
        int begin = text.length() - field.value().length();
        for (NamedMailbox mailbox : AddressList.read(field.value()).mailboxes().reversed()) {
            if (mailbox.domain().isEmpty() && !mailbox.localPart().startsWith("=?"))
                text.insert(begin + mailbox.end(), "@" + domain);
        }
        return text.toString();
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
