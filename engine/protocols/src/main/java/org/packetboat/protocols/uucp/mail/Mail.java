package org.packetboat.protocols.uucp.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.trace.Repeat;

/** One message that came over the line, ready for the intake. */
public record Mail(Submission submission, Body body) {
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * @param node the far side
     * @param name the same for the same mail, however often it comes
     */
    static Mail of(Optional<Address> sender, List<Recipient> recipients, Body body, String node, String name) {
        return new Mail(Submission.plain(sender, recipients, "uucp:" + node).named(Optional.of(name)), body);
    }

    /** The trace line of RFC 5321 section 4.4; UUCP is a registered protocol name. */
    public Function<QueueId, byte[]> trace(String from, String by, Instant now) {
        return trace(from, by, submission.name(), "with UUCP", now);
    }

    /** The same of what came another way. @param way its clause of RFC 5321 section 4.4: {@code via DISK} */
    public static Function<QueueId, byte[]> trace(String from, String by, Optional<String> name, String way,
            Instant now) {
        return id -> ("Received: from " + from + " by " + by + Repeat.comment(name) + " " + way + " id " + id
                + ";\r\n\t" + DATE.format(now)
                + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
