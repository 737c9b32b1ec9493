package org.packetboat.protocols.uucp.exchange;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a master asks of a slave. Names in it are the far side's words: compared and hashed, never used as paths. */
sealed interface Command {
    /**
     * Take this file.
     *
     * <pre>
     * S from to user -options temp mode notify size
     * E from to user -options temp mode notify size command…
     * </pre>
     *
     * @param to      the name it is to have: {@code D.…} and {@code X.…} belong to jobs
     * @param temp    its name in the far side's spool
     * @param size    its length, where the far side tells
     * @param execute E: the command it is the input of; empty for S
     */
    record Send(String from, String to, String user, String temp, OptionalLong size, Optional<String> execute)
            implements
                Command {
        /** What tells this transfer from every other of the same far side. */
        String identity() {
            return String.join("\n", from, to, user, temp, size.toString(), execute.toString());
        }
    }

    /** R: hand out a file. */
    record Fetch() implements Command {}

    /** X: copy files. */
    record Copy() implements Command {}

    /** H: nothing more to ask. */
    record HangUp() implements Command {}

    /** Not understood. */
    record Unknown(String text) implements Command {}

    Pattern SEND = Pattern.compile("S (\\S+) (\\S+) (\\S+) -(\\S*)(?: (\\S+) (\\S+)(?: (\\S+)(?: (\\S+))?)?)?.*");
    Pattern EXECUTE = Pattern.compile("E (\\S+) (\\S+) (\\S+) -(\\S*) (\\S+) (\\S+) (\\S+) (\\S+) (.+)");

    static Command parse(String text) {
        Matcher send = SEND.matcher(text);
        if (send.matches()) return send(send, Optional.empty());
        Matcher execute = EXECUTE.matcher(text);
        if (execute.matches()) return send(execute, Optional.of(execute.group(9)));
        if (text.startsWith("R ")) return new Fetch();
        if (text.startsWith("X ")) return new Copy();
        return text.equals("H") ? new HangUp() : new Unknown(text);
    }

    private static Send send(Matcher words, Optional<String> command) {
        String temp = words.group(5) == null ? "" : words.group(5);
        return new Send(words.group(1), words.group(2), words.group(3), temp, size(words.group(8)), command);
    }

    /** Hexadecimal with 0x, or decimal as the first Taylor versions wrote it. */
    private static OptionalLong size(String text) {
        if (text == null || !text.matches("0x[0-9a-fA-F]{1,12}|[0-9]{1,14}")) return OptionalLong.empty();
        return OptionalLong.of(Long.decode(text.startsWith("0x") ? text : text.replaceFirst("^0+(?=.)", "")));
    }
}
