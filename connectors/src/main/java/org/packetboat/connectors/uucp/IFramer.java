package org.packetboat.connectors.uucp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the packets of the i protocol in a stream with noise, lost and doubled bytes. Every packet returned has passed
 * its checks. While packets follow each other without a gap, a damaged one is skipped whole, so that its content is
 * never taken for packets; only after losing step is every byte a possible beginning, and the first packet that passes
 * wins. Holds at most two packets of the longest kind.
 */
final class IFramer {
    /** What was found. */
    sealed interface Found {
        record Good(IPacket packet) implements Found {}

        /** A readable header over damaged content. */
        record Damaged(IPacket.Type type, boolean caller, int seq) implements Found {}
    }

    private byte[] buffer = new byte[0];
    private boolean inStep = true;

    void add(byte[] bytes) {
        byte[] joined = Arrays.copyOf(buffer, buffer.length + bytes.length);
        System.arraycopy(bytes, 0, joined, buffer.length, bytes.length);
        buffer = joined;
    }

    /** Whether a packet has begun and not ended. */
    boolean waiting() {
        return buffer.length > 0;
    }

    /** Gives up the packet that has begun: its rest will not come. */
    void abandon() {
        if (buffer.length == 0) return;
        drop(1);
        inStep = false;
    }

    /** The next packet; empty until more bytes come. */
    Optional<Found> next() {
        if (inStep) {
            if (buffer.length > 0 && !plausible(0)) inStep = false;
            else
                return wholeAt(0) ? Optional.of(takeInStep()) : Optional.empty();
        }
        return search();
    }

    private Found takeInStep() {
        Found found = intact(0)
                ? new Found.Good(packetAt(0))
                : new Found.Damaged(typeAt(0), callerAt(0), (buffer[1] & 0xff) >> 3);
        drop(lengthAt(0));
        return found;
    }

    private Optional<Found> search() {
        int keep = buffer.length;
        for (int at = 0; at < buffer.length; at++) {
            if (!plausible(at)) continue;
            if (!wholeAt(at)) {
                keep = Math.min(keep, at);
            } else if (intact(at)) {
                Found found = new Found.Good(packetAt(at));
                drop(at + lengthAt(at));
                inStep = true;
                return Optional.of(found);
            }
        }
        drop(keep);
        return Optional.empty();
    }

    /** Whether a header may begin here, as far as it has come. */
    private boolean plausible(int at) {
        if (buffer[at] != IPacket.MARK) return false;
        if (buffer.length - at < IPacket.HEADER) return true;
        int xor = buffer[at + 1] ^ buffer[at + 2] ^ buffer[at + 3] ^ buffer[at + 4] ^ buffer[at + 5];
        return xor == 0 && (buffer[at + 3] & 0xff) >> 5 < IPacket.Type.values().length;
    }

    private boolean wholeAt(int at) {
        return buffer.length - at >= IPacket.HEADER && buffer.length - at >= lengthAt(at);
    }

    private int contentAt(int at) {
        return (buffer[at + 3] & 15) << 8 | buffer[at + 4] & 0xff;
    }

    private int lengthAt(int at) {
        return IPacket.wire(contentAt(at));
    }

    private IPacket.Type typeAt(int at) {
        return IPacket.Type.values()[(buffer[at + 3] & 0xff) >> 5];
    }

    private boolean callerAt(int at) {
        return (buffer[at + 3] & 0x10) != 0;
    }

    private boolean intact(int at) {
        int content = contentAt(at);
        if (content == 0) return true;
        int begin = at + IPacket.HEADER;
        return ByteBuffer.wrap(buffer).getInt(begin + content) == IPacket.check(buffer, begin, content);
    }

    private IPacket packetAt(int at) {
        int begin = at + IPacket.HEADER;
        return new IPacket(typeAt(at), callerAt(at), (buffer[at + 1] & 0xff) >> 3, (buffer[at + 2] & 0xff) >> 3,
                buffer[at + 1] & 7, buffer[at + 2] & 7, Arrays.copyOfRange(buffer, begin, begin + contentAt(at)));
    }

    private void drop(int count) {
        buffer = Arrays.copyOfRange(buffer, count, buffer.length);
    }
}
