package org.packetboat.app.web.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.packetboat.connectors.http.WebRequest;

/** What the query of a request says, within its bounds. */
record Params(Map<String, String> query) {
    /** The most rows of one answer. */
    static final int MOST_ROWS = 500;
    private static final int USUAL_ROWS = 100;
    private static final int LONGEST_TEXT = 200;

    static Params of(WebRequest request) {
        return new Params(request.query());
    }

    String text(String name) {
        String text = query.getOrDefault(name, "");
        if (text.length() > LONGEST_TEXT)
            throw new IllegalArgumentException(name + " has more than " + LONGEST_TEXT + " characters");
        return text;
    }

    String text(String name, String usual) {
        String text = text(name);
        return text.isEmpty() ? usual : text;
    }

    int offset() {
        return number("offset", 0, 0, Integer.MAX_VALUE / 2);
    }

    int limit() {
        return number("limit", USUAL_ROWS, 1, MOST_ROWS);
    }

    int number(String name, int usual, int least, int most) {
        String text = text(name);
        if (text.isEmpty()) return usual;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                name + " is \"" + text + "\"; expected a number from " + least + " to " + most);
    }

    Instant time(String name, Instant usual) {
        String text = text(name);
        if (text.isEmpty()) return usual;
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " is \"" + text + "\"; expected a time like 2026-11-29T22:00:00Z", e);
        }
    }
}
