package org.packetboat.protocols.submission;

import java.util.Arrays;
import java.util.Optional;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;
import org.packetboat.protocols.smtp.syntax.TextReader;

/**
 * A message that a program of this machine writes, made one that may travel: its head is put right
 * ({@link SubmittedHead}), its lines end with CR LF. LF, CR LF and CR all end a line: programs move their cursor back
 * with CR. NUL becomes a question mark, and a line of the body of more than 65,536 bytes is divided. Needs memory for
 * one line and the head.
 */
public final class SubmittedText {
    private static final int LONGEST_LINE = 65_536;
    private static final byte[] CRLF = {'\r', '\n'};

    private final SubmittedBy by;
    private final TextReader.Sink sink;
    private final SubmittedHead head = new SubmittedHead();
    private byte[] line = new byte[1024];
    private int length;
    private int most = LONGEST_LINE;
    private boolean inHead = true;
    private boolean afterCr;
    private boolean eightBit;

    /** @param sink gets what is to be stored; behind the trace line, which is the caller's to write */
    public SubmittedText(SubmittedBy by, TextReader.Sink sink) {
        this.by = by;
        this.sink = sink;
    }

    /** The next bytes of it. */
    public void write(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++)
            write(bytes[i]);
    }

    private void write(byte b) {
        if (afterCr && b != '\n' && b != '\r') endLine();
        afterCr = b == '\r';
        if (b == '\n') endLine();
        else if (b != '\r') keep(b == 0 ? (byte) '?' : b);
    }

    private void keep(byte b) {
        if (length >= most && !isField()) endLine();
        if (length == line.length) line = Arrays.copyOf(line, 2 * length);
        if (b < 0) eightBit = true;
        line[length++] = b;
    }

    /** A field is never divided: what would stand on another line, such as a recipient of Bcc, would be body. */
    private boolean isField() {
        boolean field = most == LONGEST_LINE && inHead && head.isOurs(line, length);
        if (field) most = SubmittedHead.LARGEST + 1;
        return field;
    }

    private void endLine() {
        afterCr = false;
        most = LONGEST_LINE;
        byte[] whole = Arrays.copyOf(line, length);
        length = 0;
        if (inHead && head.take(whole)) return;
        boolean between = inHead && whole.length == 0;
        if (inHead) endHead();
        if (!between) put(whole);
    }

    private void endHead() {
        inHead = false;
        byte[] bytes = head.bytes(by);
        sink.append(bytes, 0, bytes.length);
    }

    private void put(byte[] whole) {
        byte[] ended = Arrays.copyOf(whole, whole.length + CRLF.length);
        System.arraycopy(CRLF, 0, ended, whole.length, CRLF.length);
        sink.append(ended, 0, ended.length);
    }

    /** There is no more of it. */
    public void finish() {
        if (length > 0 || afterCr) endLine();
        if (inHead) endHead();
    }

    /** Why it is no mail. */
    public Optional<SmtpReply> flaw() {
        return head.isTooLarge() ? Optional.of(SmtpReplies.HEADER_TOO_LARGE) : Optional.empty();
    }

    /** Its head as it came; complete after {@link #finish}. */
    public SubmittedHead head() {
        return head;
    }

    /** Whether it has bytes beyond US-ASCII. */
    public boolean isEightBit() {
        return eightBit;
    }
}
