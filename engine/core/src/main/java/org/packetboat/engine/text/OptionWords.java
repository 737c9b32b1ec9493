package org.packetboat.engine.text;

import java.util.ArrayList;
import java.util.List;

/**
 * An option with its arguments, as pppd reads them (pppd(8), "OPTIONS FILES"): words between white space, a word with
 * white space in it between double or single quotes, and a backslash before a character that is meant as it stands.
 */
public final class OptionWords {
    private static final char NO_QUOTE = 0;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private boolean escaped;
    private char quote = NO_QUOTE;

    private OptionWords() {}

    /**
     * The words of a text, without their quotes.
     *
     * @throws IllegalArgumentException if a quote is not closed, or nothing follows a backslash
     */
    public static List<String> of(String text) {
        OptionWords reading = new OptionWords();
        text.chars().forEach(c -> reading.read((char) c));
        if (reading.quote != NO_QUOTE || reading.escaped) throw new IllegalArgumentException("not closed: " + text);
        reading.end();
        return List.copyOf(reading.words);
    }

    private void read(char c) {
        if (escaped) {
            escaped = false;
            take(c);
        } else if (c == '\\') {
            escaped = true;
            begun = true;
        } else if (quote != NO_QUOTE) {
            if (c == quote) quote = NO_QUOTE;
            else take(c);
        } else if (c == '"' || c == '\'') {
            quote = c;
            begun = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            take(c);
        }
    }

    private void take(char c) {
        word.append(c);
        begun = true;
    }

    private void end() {
        if (begun) words.add(word.toString());
        word.setLength(0);
        begun = false;
    }
}
