package org.packetboat.protocols.smtp.syntax;

import java.util.Optional;

/**
 * The argument of BDAT (RFC 3030 section 2).
 *
 * @param size octets that follow the command
 * @param last whether they end the message
 */
public record Chunk(long size, boolean last) {
    private static final int MOST_DIGITS = 18;

    /** @return empty if it is malformed */
    public static Optional<Chunk> read(String argument) {
        int space = argument.indexOf(' ');
        String digits = space < 0 ? argument : argument.substring(0, space);
        boolean last = space >= 0 && argument.substring(space).strip().equalsIgnoreCase("LAST");
        if (space >= 0 && !last || !isNumber(digits)) return Optional.empty();
        return Optional.of(new Chunk(Long.parseLong(digits), last));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
