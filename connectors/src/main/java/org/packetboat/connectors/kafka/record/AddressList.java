package org.packetboat.connectors.kafka.record;

import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.mail.Address;

/** Addresses as records give them; in a list, a comma between quotes is part of its address. */
final class AddressList {
    private AddressList() {}

    /**
     * An address, with or without angle brackets.
     *
     * @throws IllegalArgumentException with what was found
     */
    static Address address(String text) {
        String address = text.strip();
        boolean inBrackets = address.startsWith("<") && address.endsWith(">");
        return Address.parseLoosely(inBrackets ? address.substring(1, address.length() - 1) : address);
    }

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
