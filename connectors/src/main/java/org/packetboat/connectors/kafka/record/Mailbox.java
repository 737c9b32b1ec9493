package org.packetboat.connectors.kafka.record;

import org.packetboat.engine.mail.Address;

/**
 * An address with the name of who it belongs to.
 *
 * @param name empty where none was given
 */
record Mailbox(String name, Address address) {
    /**
     * Reads {@code local@domain} or {@code Name <local@domain>}; the name may stand in quotes.
     *
     * @throws IllegalArgumentException with what was found
     */
    static Mailbox parse(String text) {
        String whole = text.strip();
        int open = whole.lastIndexOf('<');
        if (open < 0 || !whole.endsWith(">")) return new Mailbox("", Address.parseLoosely(whole));
        Address address = Address.parseLoosely(whole.substring(open + 1, whole.length() - 1));
        return new Mailbox(unquoted(whole.substring(0, open).strip()), address);
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
    }
}
