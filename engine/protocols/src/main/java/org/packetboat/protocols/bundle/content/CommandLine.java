package org.packetboat.protocols.bundle.content;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.bundle.codec.DamagedException;

/**
 * A line {@code MAIL FROM:<path> KEYWORD=value …} or {@code RCPT TO:<path> …} of a batch, taken apart.
 *
 * @param path       the address; empty for the null path
 * @param parameters each keyword with its value, empty if it has none; in order
 */
record CommandLine(Optional<Address> path, Map<String, String> parameters) {
    private static final int LONGEST_NAME = 1000;

    /**
     * @param begin what it begins with, through the opening angle bracket
     * @throws DamagedException if it is no such line
     */
    static CommandLine parse(String line, String begin) throws DamagedException {
        int end = line.startsWith(begin) ? pathEnd(line, begin.length()) : -1;
        if (end < 0) throw new DamagedException("expected " + begin + "address>");
        String path = line.substring(begin.length(), end);
        try {
            Optional<Address> address = path.isEmpty() ? Optional.empty() : Optional.of(Address.parse(path));
            return new CommandLine(address, parameters(line.substring(end + 1)));
        } catch (IllegalArgumentException bad) {
            throw new DamagedException(String.valueOf(bad.getMessage()));
        }
    }

    /** Where the path's closing bracket stands; a quoted local part and a literal may hold others. */
    private static int pathEnd(String line, int from) {
        boolean quoted = false;
        boolean literal = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"' && !literal) quoted = !quoted;
            else if (!quoted && (c == '[' || c == ']')) literal = c == '[';
            else if (c == '>' && !quoted && !literal) return i;
        }
        return -1;
    }

    private static Map<String, String> parameters(String text) throws DamagedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text.isEmpty()) return parameters;
        if (text.charAt(0) != ' ') throw new DamagedException("no space after the address");
        for (String word : text.substring(1).split(" ", -1)) {
            int equals = word.indexOf('=');
            String keyword = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (parameters.put(keyword, value) != null) throw new DamagedException(keyword + " given twice");
        }
        return parameters;
    }

    /** Whether a value can stand in such a line: no space, no control character, not empty, not too long. */
    static boolean isName(String value) {
        return !value.isEmpty() && value.length() <= LONGEST_NAME
                && value.chars().noneMatch(c -> c <= ' ' || c >= 0x7f && c <= 0x9f || Character.isSurrogate((char) c));
    }
}
