package org.packetboat.protocols.smtp.syntax;

import java.util.Optional;

/**
 * Reads the text of one message, as DATA (RFC 5321 section 4.5.2: dots at the start of a line, end at CRLF.CRLF and
 * nothing else, unless {@link LineEnds} say so) or as BDAT (RFC 3030: neither). Hands on what is to be stored in as few
 * pieces as it came. A text with a flaw (a CR or LF by itself, NUL, too long a line, too much in all, too many hops) is
 * read to its end, but from the flaw on nothing is handed on. Where an LF by itself is borne, it is handed on as CRLF.
 */
public final class TextReader {
    /** Where the text goes. */
    public interface Sink {
        void append(byte[] bytes, int from, int length);
    }

    private enum At {
        LINE_START, IN_LINE, AFTER_CR, AFTER_DOT, AFTER_DOT_CR, END
    }

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] DOT = {'.'};

    private final boolean dotted;
    private final long largest;
    private final SmtpLimits limits;
    private final LineEnds ends;
    private final Sink sink;
    private final HopCounter header = new HopCounter();
    private At at = At.LINE_START;
    private long size;
    private boolean afterBareLf;
    private int lineLength;
    private int unkept;
    private Optional<SmtpReply> flaw = Optional.empty();

    /** @param dotted whether it comes by DATA */
    public TextReader(boolean dotted, long largest, SmtpLimits limits, LineEnds ends, Sink sink) {
        this.dotted = dotted;
        this.ends = ends;
        this.largest = largest;
        this.limits = limits;
        this.sink = sink;
    }

    /** @return where it stopped: {@code to}, or behind the end of the text */
    public int read(byte[] bytes, int from, int to) {
        unkept = from;
        int i = from;
        while (i < to && at != At.END)
            i = counted(i, step(bytes, i, to));
        if (at != At.END) keep(bytes, i);
        return i;
    }

    /** Whether CRLF.CRLF has come. */
    public boolean isAtEnd() {
        return at == At.END;
    }

    /** Why the message can't be taken, as far as it has been read. */
    public Optional<SmtpReply> flaw() {
        return flaw;
    }

    /** Refuses the message for another reason. The first reason found is the one told. */
    public void spoil(SmtpReply why) {
        if (flaw.isEmpty()) flaw = Optional.of(why);
    }

    /** The last chunk has come. A last line without its CRLF gets one: it could not go on by DATA otherwise. */
    public void finish() {
        if (at == At.AFTER_CR) spoil(SmtpReplies.BARE_CR);
        if (at != At.IN_LINE) return;
        unkept = 0;
        keep(CRLF, CRLF.length);
    }

    private int counted(int from, int to) {
        size += to - from;
        if (size > largest) spoil(SmtpReplies.TOO_BIG);
        return to;
    }

    private int step(byte[] bytes, int i, int to) {
        return switch (at) {
            case LINE_START -> startLine(bytes, i);
            case IN_LINE -> inLine(bytes, i, to);
            case AFTER_CR -> afterCr(bytes, i);
            case AFTER_DOT -> afterDot(bytes, i);
            case AFTER_DOT_CR -> afterDotCr(bytes, i);
            case END -> to;
        };
    }

    private int startLine(byte[] bytes, int i) {
        lineLength = 0;
        header.lineStarts();
        if (!dotted || bytes[i] != '.') return stay(At.IN_LINE, i);
        return skip(bytes, i, At.AFTER_DOT);
    }

    private int inLine(byte[] bytes, int i, int to) {
        int stop = ControlBytes.next(bytes, i, to);
        header.see(bytes, i, stop);
        lengthen(stop - i);
        return stop > i ? stop : control(bytes, i);
    }

    private int control(byte[] bytes, int i) {
        switch (bytes[i]) {
            case '\r' -> at = At.AFTER_CR;
            case '\n' -> bareLf(bytes, i);
            case 0 -> spoil(SmtpReplies.NUL);
            default -> {
                header.see(bytes, i, i + 1);
                lengthen(1);
            }
        }
        return i + 1;
    }

    private void bareLf(byte[] bytes, int i) {
        if (ends == LineEnds.STRICT) {
            spoil(SmtpReplies.BARE_LF);
            return;
        }
        insert(CRLF, 1, bytes, i);
        endLine(true);
    }

    private void endLine(boolean bare) {
        if (lineLength == 0) header.headerEnds();
        afterBareLf = bare;
        at = At.LINE_START;
    }

    private int afterCr(byte[] bytes, int i) {
        if (bytes[i] != '\n') {
            spoil(SmtpReplies.BARE_CR);
            return stay(At.IN_LINE, i);
        }
        endLine(false);
        return i + 1;
    }

    private int afterDot(byte[] bytes, int i) {
        if (bytes[i] == '\r') return skip(bytes, i, At.AFTER_DOT_CR);
        if (bytes[i] != '\n' || ends == LineEnds.STRICT) return stay(At.IN_LINE, i);
        return ends == LineEnds.LF ? skip(bytes, i, At.END) : dotLine(bytes, i, 1);
    }

    /** A line with a dot alone that is not the end. @param length how much of what was skipped belongs to it */
    private int dotLine(byte[] bytes, int i, int length) {
        insert(DOT, 1, bytes, i);
        if (length > 1) insert(CRLF, 1, bytes, i);
        lengthen(1);
        return stay(length > 1 ? At.AFTER_CR : At.IN_LINE, i);
    }

    private int afterDotCr(byte[] bytes, int i) {
        boolean atEnd = !afterBareLf || ends == LineEnds.LF;
        if (bytes[i] == '\n') return atEnd ? skip(bytes, i, At.END) : dotLine(bytes, i, 2);
        spoil(SmtpReplies.BARE_CR);
        return stay(At.IN_LINE, i);
    }

    private int stay(At next, int i) {
        at = next;
        return i;
    }

    /** The byte at {@code i} is no part of the message. */
    private int skip(byte[] bytes, int i, At next) {
        keep(bytes, i);
        unkept = i + 1;
        size--;
        at = next;
        return i + 1;
    }

    /** Hands on what is not there, before the byte at {@code i}. */
    private void insert(byte[] what, int length, byte[] bytes, int i) {
        keep(bytes, i);
        if (flaw.isEmpty()) sink.append(what, 0, length);
        unkept = i;
        size += length;
    }

    private void lengthen(int more) {
        lineLength = Math.min(lineLength, limits.textLine()) + more;
        if (lineLength > limits.textLine()) spoil(SmtpReplies.TEXT_LINE_TOO_LONG);
        if (header.hops() > limits.hops()) spoil(SmtpReplies.LOOP);
    }

    private void keep(byte[] bytes, int to) {
        int length = to - unkept;
        if (length > 0 && flaw.isEmpty()) sink.append(bytes, unkept, length);
    }
}
