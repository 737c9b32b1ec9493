package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an X. file orders to be done. Its lines begin with a letter: {@code C} the command, {@code I} the file that is
 * its input, {@code F} a file that must be there first; the rest does not concern mail. Orders with more than one file,
 * or with a file under another name, are not for us.
 *
 * @param command the command with its arguments
 * @param input   the {@code D.} file
 */
record Order(String command, String input) {
    /** Longer ones are refused unread, in bytes. */
    static final int LONGEST = 16 * 1024;

    /** Reads one; empty if it is not an order for one command with one input. */
    static Optional<Order> parse(byte[] file) {
        String command = "";
        String input = "";
        Set<String> required = new HashSet<>();
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\r?\n")) {
            String rest = line.length() > 2 ? line.substring(2).strip() : "";
            switch (line.isEmpty() ? '#' : line.charAt(0)) {
                case 'C' -> command = rest;
                case 'I' -> input = rest;
                case 'F' -> required.add(rest);
                default -> {
                    // who asked, and whom to tell: mail knows that itself
                }
            }
        }
        boolean complete = !command.isEmpty() && SpoolName.isData(input) && required.equals(Set.of(input));
        return complete ? Optional.of(new Order(command, input)) : Optional.empty();
    }
}
