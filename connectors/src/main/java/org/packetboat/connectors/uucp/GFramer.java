package org.packetboat.connectors.uucp;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the packets of the g protocol in a stream with noise. In step, a damaged packet is skipped whole; out of step,
 * the first one that passes wins, as in {@link IFramer}.
 */
final class GFramer {
    /** What was found; empty for a damaged data packet. */
    record Found(Optional<GPacket> packet) {}

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

    Optional<Found> next() {
        if (inStep) {
            if (buffer.length > 0 && !plausible(0)) inStep = false;
            else
                return wholeAt(0) ? Optional.of(take(0)) : Optional.empty();
        }
        return search();
    }

    private Optional<Found> search() {
        int keep = buffer.length;
        for (int at = 0; at < buffer.length; at++) {
            if (!plausible(at)) continue;
            if (!wholeAt(at)) {
                keep = Math.min(keep, at);
            } else if (packetAt(at).isPresent()) {
                inStep = true;
                return Optional.of(take(at));
            }
        }
        drop(keep);
        return Optional.empty();
    }

    private Found take(int at) {
        Optional<GPacket> packet = packetAt(at);
        drop(at + GPacket.HEADER + GPacket.size(buffer[at + 1]));
        return new Found(packet);
    }

    private boolean plausible(int at) {
        if (buffer[at] != GPacket.MARK) return false;
        if (buffer.length - at < GPacket.HEADER) return true;
        int k = buffer[at + 1];
        int control = buffer[at + 4] & 0xff;
        int xor = k ^ buffer[at + 2] ^ buffer[at + 3] ^ buffer[at + 4] ^ buffer[at + 5];
        return xor == 0 && (control >> 6 == 0 ? k == GPacket.CONTROL_K : control >> 6 >= 2 && k >= 1 && k <= 8);
    }

    private boolean wholeAt(int at) {
        return buffer.length - at >= GPacket.HEADER
                && buffer.length - at >= GPacket.HEADER + GPacket.size(buffer[at + 1]);
    }

    private Optional<GPacket> packetAt(int at) {
        int control = buffer[at + 4] & 0xff;
        int told = buffer[at + 2] & 0xff | (buffer[at + 3] & 0xff) << 8;
        int begin = at + GPacket.HEADER;
        byte[] field = Arrays.copyOfRange(buffer, begin, begin + GPacket.size(buffer[at + 1]));
        int sum = field.length == 0 ? 0xaaaa - control & 0xffff : GPacket.checksum(field, control);
        return sum == told
                ? Optional.of(new GPacket(control, field.length == 0 ? field : GPacket.meant(control, field)))
                : Optional.empty();
    }

    private void drop(int count) {
        buffer = Arrays.copyOfRange(buffer, count, buffer.length);
    }
}
