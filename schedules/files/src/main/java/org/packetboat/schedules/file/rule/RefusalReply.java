package org.packetboat.schedules.file.rule;

import java.util.Optional;
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

    private RefusalReply() {}

    /** @param bySize whether it is refused for its size */
    static Optional<Reply> of(Optional<Value> written, boolean bySize, String rule) {
        return written.isPresent() ? written.get().as(EXPECTED, RefusalReply::parse) : Optional.of(usual(bySize, rule));
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
