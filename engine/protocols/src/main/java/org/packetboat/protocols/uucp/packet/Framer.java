package org.packetboat.protocols.uucp.packet;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds packets in a stream with noise, lost and doubled bytes. While packets follow each other without a gap, a
 * damaged one is skipped whole, so that its content is never taken for packets; only after losing step is every byte a
 * possible beginning, and the first packet that passes its checks wins. Holds at most two packets of the longest kind.
 *
 * @param <F> what was found: a packet, or that one was damaged
 */
abstract class Framer<F> {
    private byte[] buffer = new byte[0];
    private boolean inStep = true;

    /** Whether a header may begin here, as far as it has come. */
    abstract boolean plausible(byte[] bytes, int at);

    /** How many bytes a header has. */
    abstract int header();

    /** How long the packet is whose whole header is here. */
    abstract int length(byte[] bytes, int at);

    /** Whether the whole packet here passes its checks. */
    abstract boolean intact(byte[] bytes, int at);

    /** The whole packet here, or that it is damaged. */
    abstract F read(byte[] bytes, int at);

    public final void add(byte[] bytes) {
        byte[] joined = Arrays.copyOf(buffer, buffer.length + bytes.length);
        System.arraycopy(bytes, 0, joined, buffer.length, bytes.length);
        buffer = joined;
    }

    /** Whether a packet has begun and not ended. */
    final boolean waiting() {
        return buffer.length > 0;
    }

    /** Gives up the packet that has begun: its rest will not come. */
    final void abandon() {
        if (buffer.length == 0) return;
        drop(1);
        inStep = false;
    }

    /** What comes next; empty until more bytes come. */
    public final Optional<F> next() {
        if (inStep) {
            if (buffer.length > 0 && !plausible(buffer, 0)) inStep = false;
            else return wholeAt(0) ? Optional.of(take(0)) : Optional.empty();
        }
        return search();
    }

    private Optional<F> search() {
        int keep = buffer.length;
        for (int at = 0; at < buffer.length; at++) {
            if (!plausible(buffer, at)) continue;
            if (!wholeAt(at)) {
                keep = Math.min(keep, at);
            } else if (intact(buffer, at)) {
                inStep = true;
                return Optional.of(take(at));
            }
        }
        drop(keep);
        return Optional.empty();
    }

    private boolean wholeAt(int at) {
        return buffer.length - at >= header() && buffer.length - at >= length(buffer, at);
    }

    private F take(int at) {
        F found = read(buffer, at);
        drop(at + length(buffer, at));
        return found;
    }

    private void drop(int count) {
        buffer = Arrays.copyOfRange(buffer, count, buffer.length);
    }
}
