package org.packetboat.connectors.kafka;

import java.util.ArrayList;
import java.util.List;

/** A list of addresses in one text, divided by commas; a comma between quotes is part of its address. */
final class AddressList {
    private AddressList() {}

    /** The parts that are not blank. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) i++;
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts.stream().filter(part -> !part.isBlank()).toList();
    }
}
