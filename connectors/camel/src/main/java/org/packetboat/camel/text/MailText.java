package org.packetboat.camel.text;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Reply;

/**
 * Writes a message to where it is kept as it comes, 64 KB at a time: every line ends with CRLF; a lone LF was made
 * one. What can't be mended (what {@link TextRule} refuses, a line beyond 65,536 bytes, no header, too large, too many
 * trace lines) is a {@link Flaw}.
 */
public final class MailText extends OutputStream {
    /** Where it is kept. */
    @FunctionalInterface
    public interface Sink {
        /** The array is copied or kept: it is not changed afterwards. */
        void append(byte[] bytes, int offset, int length);
    }

    private static final int LONGEST_LINE = 65_536;
    private static final int PIECE = 64 * 1024;
    private static final byte[] END = {'\r', '\n'};

    private final Sink into;
    private long size;
    private final long largest;
    private final int hopLimit;
    private final String leftOut;
    private final MailHead head = new MailHead();
    private final TextRule.Watch rule = new TextRule.Watch();
    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream(PIECE + 1024);
    private byte[] line = new byte[1024];
    private int length;
    private boolean inHead = true;
    private boolean eightBit;

    /**
     * @param largest  in bytes
     * @param hopLimit trace lines it may bring along
     * @param leftOut  the name of header fields that are not passed on, in lower case; empty for none
     */
    public MailText(Sink into, long largest, int hopLimit, String leftOut) {
        this.into = into;
        this.largest = largest;
        this.hopLimit = hopLimit;
        this.leftOut = leftOut;
    }

    @Override
    public void write(int value) throws Flaw {
        write((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws Flaw {
        for (int i = offset; i < offset + count; i++)
            write(bytes[i]);
    }

    private void write(byte b) throws Flaw {
        if (b == '\n') {
            if (length > 0 && line[length - 1] == '\r') length--;
            endLine();
            return;
        }
        if (length > LONGEST_LINE) throw new Flaw("the message has a line of more than " + LONGEST_LINE + " bytes");
        if (length == line.length) line = Arrays.copyOf(line, 2 * length);
        if (b < 0) eightBit = true;
        line[length++] = b;
    }

    private void endLine() throws Flaw {
        if (inHead && length > 0) {
            head.add(Arrays.copyOf(line, length));
        } else {
            endHead();
            put(line, length);
            if (pieces.size() >= PIECE) empty();
        }
        length = 0;
    }

    private void endHead() throws Flaw {
        if (!inHead) return;
        inHead = false;
        if (head.isEmpty()) throw new Flaw("the message does not begin with a header field");
        int hops = head.count("received");
        if (hops > hopLimit) throw new Flaw("the message has " + hops + " trace lines; it goes in circles");
        head.lines(leftOut, field -> put(field, field.length));
    }

    private void put(byte[] text, int count) {
        pieces.write(text, 0, count);
        pieces.write(END, 0, END.length);
    }

    /** Too large a message is not read to its end. */
    private void empty() throws Flaw {
        byte[] piece = pieces.toByteArray();
        pieces.reset();
        rule.see(piece, 0, piece.length);
        Optional<Reply> flaw = rule.flaw();
        if (flaw.isPresent()) throw new Flaw(flaw.get().text());
        into.append(piece, 0, piece.length);
        size += piece.length;
        if (size > largest)
            throw new Flaw("the message is larger than " + largest + " bytes, the most that is taken");
    }

    /** All has been written. */
    public void finish() throws Flaw {
        if (length > 0) endLine();
        endHead();
        empty();
    }

    /** Its header; complete after {@link #finish}. */
    public MailHead head() {
        return head;
    }

    /** How many bytes it has, as it was kept. */
    public long size() {
        return size;
    }

    /** Whether it has bytes beyond US-ASCII. */
    public boolean isEightBit() {
        return eightBit;
    }
}
