package org.packetboat.camel.files;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** What placeholders stood for: values that must not be told. For any thread. */
final class SecretValues {
    private static final String HIDDEN = "xxxxxx";
    /** Shorter ones would make texts unreadable, and are no secrets. */
    private static final int SHORTEST = 4;

    /** The longest first: one may be part of another. */
    private final Set<String> values = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    String keep(String value) {
        if (value.length() >= SHORTEST) values.add(value);
        return value;
    }

    /** The text without them. */
    String hide(String text) {
        String hidden = text;
        for (String value : values)
            hidden = hidden.replace(value, HIDDEN);
        return hidden;
    }
}
