package org.packetboat.engine.intake;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.packetboat.engine.mail.HeaderField;

/**
 * Finds Message-ID and Subject in a message's header as its bytes come, however they are divided. The first field of
 * each
 * name counts. What is longer than {@link #LONGEST} bytes is cut there. Lines end in CRLF or LF.
 */
public final class HeadingReader {
    /** So many bytes of a field are kept, its name included. */
    static final int LONGEST = 300;

    private static final String MESSAGE_ID = "message-id";
    private static final String SUBJECT = "subject";

    /** The field that may be one of the two, without its line ends. */
    private final byte[] field = new byte[LONGEST];
    private int length;
    private boolean atLineStart = true;
    private boolean kept;
    /** Whether the line has had nothing but a CR so far. */
    private boolean empty = true;
    private boolean over;
    private Optional<String> messageId = Optional.empty();
    private Optional<String> subject = Optional.empty();

    /** The next bytes of the message. */
    public void see(byte[] bytes, int offset, int count) {
        int end = offset + count;
        for (int at = offset; at < end && !over;)
            at = atLineStart ? begin(bytes[at], at) : rest(bytes, at, end);
    }

    private int begin(byte first, int at) {
        atLineStart = false;
        empty = true;
        if (!HeaderField.isFold(first)) {
            fieldEnds();
            kept = first == 'm' || first == 'M' || first == 's' || first == 'S';
        }
        return at; // the byte itself belongs to the rest of the line
    }

    private int rest(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n')
            at++;
        int last = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
        if (last > from) empty = false;
        if (kept) keep(bytes, from, last);
        if (at == end) return end;
        over = empty;
        if (over) fieldEnds();
        atLineStart = true;
        return at + 1;
    }

    private void keep(byte[] bytes, int from, int to) {
        int count = Math.min(to - from, field.length - length);
        System.arraycopy(bytes, from, field, length, count);
        length += count;
    }

    private void fieldEnds() {
        if (kept) {
            if (messageId.isEmpty()) messageId = value(MESSAGE_ID);
            if (subject.isEmpty()) subject = value(SUBJECT);
        }
        kept = false;
        length = 0;
    }

    private Optional<String> value(String name) {
        if (!HeaderField.isNamed(name, field, 0, length)) return Optional.empty();
        int value = HeaderField.colon(field, 0, length) + 1;
        return Optional.of(new String(field, value, length - value, StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty());
    }

    /** Whether the whole header was seen. */
    public boolean isOver() {
        return over;
    }

    /** The Message-ID, if the header has been seen to have one. */
    public Optional<String> messageId() {
        return messageId;
    }

    /** The subject, if the header has been seen to have one. */
    public Optional<String> subject() {
        return subject;
    }
}
