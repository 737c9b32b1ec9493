package org.packetboat.engine.trace;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import org.packetboat.engine.mail.HeaderField;

/**
 * Takes the {@link Fingerprint} of a message as it comes in, our own trace line first. Trace lines are the fields
 * {@code Received} and {@code Return-Path} at its beginning (RFC 5321 section 4.4); each server that hands the message
 * on puts one of its own before them, and changes nothing below.
 */
public final class FingerprintReader {
    private static final Set<String> TRACE = Set.of("received", "return-path");
    private static final int LONGEST_LINE = 64 * 1024;

    private final MessageDigest above = sha256();
    private final MessageDigest content = sha256();
    private byte[] line = new byte[256];
    private int filled;
    private int fields;
    private boolean below;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** The next piece. */
    public void see(byte[] bytes, int offset, int length) {
        int at = offset;
        while (!below && at < offset + length)
            at = trace(bytes, at, offset + length);
        if (below) content.update(bytes, at, offset + length - at);
    }

    /** Gathers one line of the trace. @return how far it came */
    private int trace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n')
            at++;
        boolean whole = at < to;
        if (whole) at++;
        keep(bytes, from, at - from);
        if (whole || filled > LONGEST_LINE) lineRead();
        return at;
    }

    private void keep(byte[] bytes, int from, int length) {
        if (filled + length > line.length) line = Arrays.copyOf(line, 2 * (filled + length));
        System.arraycopy(bytes, from, line, filled, length);
        filled += length;
    }

    private void lineRead() {
        byte[] read = Arrays.copyOf(line, filled);
        filled = 0;
        boolean folded = fields > 0 && HeaderField.isFold(read[0]);
        below = !folded && !isTrace(read);
        if (below) {
            content.update(read);
            return;
        }
        if (!folded) fields++;
        if (fields > 1) above.update(read);
    }

    private static boolean isTrace(byte[] read) {
        return HeaderField.colon(read, 0, read.length) >= 0 && TRACE.contains(HeaderField.name(read, 0,
                HeaderField.colon(read, 0, read.length)));
    }

    /** The fingerprint of what was seen, if this was its end. To be asked for once. */
    public Fingerprint end() {
        content.update(line, 0, filled);
        byte[] digest = content.digest();
        above.update(digest);
        return Fingerprint.of(digest, above.digest());
    }
}
