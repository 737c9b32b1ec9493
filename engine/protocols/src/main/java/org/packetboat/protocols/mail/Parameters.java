package org.packetboat.protocols.mail;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.StringTokenizer;
import java.util.function.BiFunction;

/**
 * The parameters of MAIL or RCPT (RFC 5321 section 4.1.2, {@code Mail-parameters}; RFC 6531 for Unicode).
 *
 * @param values each keyword, in upper case, with its value, which is empty where there is no equals sign; in order
 */
public record Parameters(SequencedMap<String, String> values) {
    private static final Parameters NONE = new Parameters(new LinkedHashMap<>());

    public Parameters {
        values = Collections.unmodifiableSequencedMap(values);
    }

    /** @return empty if a value is missing behind its equals sign, has a control character, or a keyword comes twice */
    public static Optional<Parameters> read(String text) {
        if (text.isEmpty()) return Optional.of(NONE);
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (StringTokenizer rest = new StringTokenizer(text, " "); rest.hasMoreTokens();) {
            String word = rest.nextToken();
            int equals = word.indexOf('=');
            String keyword = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            boolean malformed = equals == word.length() - 1 || word.chars().anyMatch(Parameters::isControl);
            if (malformed || values.putIfAbsent(keyword, value) != null) return Optional.empty();
        }
        return Optional.of(new Parameters(values));
    }

    private static boolean isControl(int c) {
        return c < ' ' || c >= 0x7f && c <= 0x9f;
    }

    /**
     * What is wrong with the first wrong one; those behind it are not read.
     *
     * @param reader takes a keyword and its value, and says what is wrong with them
     */
    public <F> Optional<F> firstFault(BiFunction<String, String, Optional<F>> reader) {
        for (Map.Entry<String, String> parameter : values.entrySet()) {
            Optional<F> fault = reader.apply(parameter.getKey(), parameter.getValue());
            if (fault.isPresent()) return fault;
        }
        return Optional.empty();
    }
}
