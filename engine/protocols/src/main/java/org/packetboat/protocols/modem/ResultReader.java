package org.packetboat.protocols.modem;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds results in what a modem says. Echoes, empty lines and noise pass by; a line without end is forgotten. Lines end
 * with CR or LF, the parity bit is ignored.
 */
final class ResultReader {
    private static final int LONGEST = 120;

    private final StringBuilder line = new StringBuilder();
    private byte[] bytes = {};
    private int at;

    /** More came in. */
    void add(byte[] more) {
        byte[] rest = rest();
        bytes = Arrays.copyOf(rest, rest.length + more.length);
        System.arraycopy(more, 0, bytes, rest.length, more.length);
        at = 0;
    }

    /** The next result; empty when more must come first. */
    Optional<ModemResult> next() {
        while (at < bytes.length) {
            char c = (char) (bytes[at++] & 0x7f);
            if (c != '\r' && c != '\n') {
                grow(c);
                continue;
            }
            Optional<ModemResult> result = ModemResult.of(line.toString());
            line.setLength(0);
            if (result.isPresent()) return result;
        }
        return Optional.empty();
    }

    private void grow(char c) {
        if (line.length() >= LONGEST) line.setLength(0);
        line.append(c);
    }

    /** What came after the last result. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }
}
