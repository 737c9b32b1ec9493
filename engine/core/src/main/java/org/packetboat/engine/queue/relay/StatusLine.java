package org.packetboat.engine.queue.relay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.Xtext;

/**
 * What became of a mail for one recipient, in a line of a report:
 *
 * <pre>
 * d 1795273021 00002F.3.1795273021123@hub.example.com desk@ny.example.com
 * f 1795273021 00002F.4.1795273021123@hub.example.com desk@la.example.com 550 5.1.1 No such user
 * kind, seconds since 1970, name of the mail (XTRANSID), recipient (as {@link Xtext} encodes it), reply
 * </pre>
 *
 * A digit behind the kind counts the servers that passed it on without knowing the mail. Unknown fields at the end are
 * part of the reply's text; a line that can't be read is passed over.
 *
 * @param at    when, by the clock of the server that wrote it
 * @param name  what the mail's first server calls it
 * @param reply why, of what failed
 * @param hops  how many servers passed it on without knowing the mail
 */
public record StatusLine(Kind kind, Instant at, String name, Address recipient, Optional<Reply> reply, int hops) {
    /** More servers than this never pass a line on. */
    public static final int MOST_HOPS = 8;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern LINE = Pattern.compile(
            "([a-z])(\\d?) (\\d{1,12}) ([A-Za-z0-9._@-]{1,300}) (\\S{3,600})"
                    + "(?: (\\d{3}) (\\d\\.\\d{1,3}\\.\\d{1,3}) ?(.*))?");

    /** What became of it. */
    public enum Kind {
        /** It arrived. */
        DELIVERED('d'),
        /** It will never arrive. */
        FAILED('f'),
        /** It was handed to a server that does not tell. */
        RELAYED('r');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        private static Optional<Kind> of(char letter) {
            return Arrays.stream(values()).filter(kind -> kind.letter == letter).findFirst();
        }
    }

    /** One that nobody has passed on. */
    public StatusLine(Kind kind, Instant at, String name, Address recipient, Optional<Reply> reply) {
        this(kind, at, name, recipient, reply, 0);
    }

    /** The same, passed on once more. */
    public StatusLine passedOn() {
        return new StatusLine(kind, at, name, recipient, reply, hops + 1);
    }

    /** The name of the server that the mail first came in at; empty if the name has none. */
    public Optional<String> server() {
        return server(name);
    }

    /** The server in a mail's name. */
    public static Optional<String> server(String name) {
        int at = name.lastIndexOf('@');
        return at < 0 || at == name.length() - 1 ? Optional.empty() : Optional.of(name.substring(at + 1));
    }

    /** Reads a line; empty if it is none. */
    public static Optional<StatusLine> parse(String line) {
        Matcher read = LINE.matcher(line);
        if (!read.matches()) return Optional.empty();
        try {
            int hops = read.group(2).isEmpty() ? 0 : Integer.parseInt(read.group(2));
            Instant at = Instant.ofEpochSecond(Long.parseLong(read.group(3)));
            Address recipient = Address.parse(Xtext.decode(read.group(5)));
            Optional<Reply> reply = Optional.ofNullable(read.group(6))
                    .map(code -> new Reply(Integer.parseInt(code), read.group(7), read.group(8)));
            return Kind.of(read.group(1).charAt(0))
                    .map(kind -> new StatusLine(kind, at, read.group(4), recipient, reply, hops));
        } catch (DateTimeException | IllegalArgumentException bad) {
            return Optional.empty();
        }
    }

    /** Without a line end. */
    @Override
    public String toString() {
        return kind.letter + (hops == 0 ? "" : "" + hops) + " " + at.getEpochSecond() + " " + name + " "
                + Xtext.encode(recipient.toString()) + reply.map(StatusLine::said).orElse("");
    }

    private static String said(Reply reply) {
        String text = reply.text().chars().filter(c -> c >= ' ' && c != 0x7f).limit(LONGEST_TEXT)
                .mapToObj(Character::toString).collect(Collectors.joining());
        return " " + reply.code() + " " + reply.status() + " " + text;
    }
}
