package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.packetboat.protocols.uucp.mail.CommandWords;

/**
 * What an X. file orders to be done. Its lines begin with a letter: {@code C} the command, {@code I} the file that is
 * its input, {@code F} a file that must be there first, {@code U} and {@code R} who asked, {@code Q} that arguments are
 * in quotes; the rest does not concern mail. Orders with more than one file, or with a file under another name, are not
 * for us.
 *
 * @param command   the command with its arguments
 * @param input     the {@code D.} file
 * @param requestor who asked for it, at the far side; empty if that is not said
 */
record Order(String command, String input, String requestor) {
    /** Longer ones are refused unread, in bytes. */
    static final int LONGEST = 16 * 1024;

    /** Reads one; empty if it is not an order for one command with one input. */
    static Optional<Order> parse(byte[] file) {
        String command = "";
        String input = "";
        String user = "";
        String requestor = "";
        boolean quoted = false;
        Set<String> required = new HashSet<>();
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\r?\n")) {
            String rest = line.length() > 2 ? line.substring(2).strip() : "";
            switch (line.isEmpty() ? '#' : line.charAt(0)) {
                case 'C' -> command = rest;
                case 'I' -> input = rest;
                case 'F' -> required.add(rest);
                case 'U' -> user = rest.split(" ")[0];
                case 'R' -> requestor = rest.split(" ")[0];
                case 'Q' -> quoted = true;
                default -> {
                    // whom to tell, and how: mail knows that itself
                }
            }
        }
        boolean complete = !command.isEmpty() && SpoolName.isData(input) && required.equals(Set.of(input));
        if (!complete) return Optional.empty();
        return Optional.of(new Order(quoted ? CommandWords.unquoted(command) : command, input,
                requestor.isEmpty() ? user : requestor));
    }
}
