package org.packetboat.protocols.disk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines that files on a disk begin with: a word that says what it is, {@code key: value}, an empty line. Short, so
 * that nobody can make us read a long one.
 *
 * @param fields what they say
 * @param length their bytes, with the empty line
 */
record DiskText(Map<String, String> fields, int length) {
    /** How a server is called on a disk: its UUCP name, which is a name of a folder, too. */
    static final Pattern NODE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

    private static final int LONGEST = 4096;

    DiskText {
        fields = Map.copyOf(fields);
    }

    /** @return empty if it does not begin with this word, or has no end */
    static Optional<DiskText> read(String word, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < Math.min(bytes.length, LONGEST); at++) {
            if (bytes[at] != '\n') continue;
            if (at == from) return lines.isEmpty() ? Optional.empty() : fields(word, lines, at + 1);
            lines.add(new String(bytes, from, at - from, StandardCharsets.UTF_8));
            from = at + 1;
        }
        return Optional.empty();
    }

    private static Optional<DiskText> fields(String word, List<String> lines, int length) {
        if (!lines.getFirst().equals(word)) return Optional.empty();
        Map<String, String> fields = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            if (colon > 0) fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2));
        }
        return Optional.of(new DiskText(fields, length));
    }

    /** A field that has to be there. @throws IllegalArgumentException if it is not */
    String need(String key) {
        return Optional.ofNullable(fields.get(key)).orElseThrow(() -> new IllegalArgumentException("no " + key));
    }

    /** A server's name. @throws IllegalArgumentException if it is none */
    String node(String key) {
        String name = need(key);
        if (!NODE.matcher(name).matches()) throw new IllegalArgumentException(key + " is no name");
        return name;
    }
}
