package org.packetboat.schedules.file.rule;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Reply;
import org.packetboat.schedules.yaml.Value;

/** What somebody is told whose mail a rule refuses. */
final class RefusalReply {
    private static final String EXPECTED = "a code, a status of the same class and a text, like "
            + "\"550 5.7.1 Orders go to orders@example.com\"";
    private static final Pattern REPLY = Pattern
            .compile("([45])(5[0-9]) (([45])\\.[0-9]{1,3}\\.[0-9]{1,3}) ([\\x20-\\x7e]{1,200})");
    /** Whoever hears one of these tries no other mail ({@link Reply#concernsAll}); a rule speaks of one mail. */
    private static final Set<String> OF_A_SERVER = Set.of(Reply.NO_SPACE.status(), "4.3.2");
    private static final String OF_A_MAIL = "a status like 4.7.1: with 4.3.1 or 4.3.2 a server says that it takes no "
            + "mail at all, and a call ends there";

    private RefusalReply() {}

    /** @param bySize whether it is refused for its size */
    static Optional<Reply> of(Optional<Value> written, boolean bySize, String rule) {
        return written.isPresent() ? read(written.get()) : Optional.of(usual(bySize, rule));
    }

    private static Optional<Reply> read(Value written) {
        Optional<Reply> reply = written.as(EXPECTED, RefusalReply::parse);
        if (reply.filter(r -> OF_A_SERVER.contains(r.status())).isEmpty()) return reply;
        written.refuse(OF_A_MAIL);
        return Optional.empty();
    }

    private static Reply usual(boolean bySize, String rule) {
        return bySize
                ? new Reply(552, "5.3.4", "Message is larger than the rule " + rule + " lets through")
                : new Reply(550, "5.7.1", "The rule " + rule + " does not let this mail through");
    }

    private static Reply parse(String text) {
        Matcher reply = REPLY.matcher(text);
        if (!reply.matches() || !reply.group(1).equals(reply.group(4))) throw new IllegalArgumentException(text);
        return new Reply(Integer.parseInt(reply.group(1) + reply.group(2)), reply.group(3), reply.group(5));
    }
}
