package org.packetboat.engine.trace;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Envelope;

/**
 * How a server knows that it is sent the same again: the line broke between a message and its 250, and it comes once
 * more, by the same way or by another. The first server names the envelope in a parameter of MAIL, {@code
 * XTRANSID=00002F.3.1795273021123@hub.example.com}; every server behind it keeps that name in its trace line ({@link
 * OwnTrace}) and hands the mail on under it. A name is never used for two envelopes, not even by a server set up
 * anew: the time at which the message came in is part of it. It stays the same whatever becomes of the clock or of
 * the server's name, since all of it was stored with the message.
 *
 * <p>A name is believed from those who may relay, and never alone: what came is the same only if its text is
 * ({@link Fingerprint}). Whose mail ends here is known by what stands below the trace lines, by whatever way it comes.
 * Who hands it on knows only the very copy that was sent before: of two servers that each hold a copy, neither may drop
 * its own because the other has one, or both would. Each hop makes a copy longer, so copies that are the same come from
 * one server, one after the other, and the last of them is not dropped; nor is mail that comes round in a circle.
 */
public final class Repeat {
    /** The keyword of the extension, and of its parameter. */
    public static final String KEYWORD = "XTRANSID";
    private static final String LABEL = "sent as";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,300}");
    private static final Set<String> UNIQUE = Set.of("date", "message-id");
    private static final int LONGEST_HEADER = 64 * 1024;

    private Repeat() {}

    /**
     * What a server calls an envelope towards others: what it was called when it came in, else its own name.
     *
     * @param server our name, where the message has no trace line that tells the name we had when it came in
     */
    public static String name(Envelope envelope, Body body, String server) {
        return OwnTrace.read(body, LABEL).filter(Repeat::isName).orElseGet(() -> envelope.id() + "."
                + envelope.message().arrived().toEpochMilli() + "@" + OwnTrace.server(body).orElse(server));
    }

    /** Whether it can be such a name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The comment for the trace line, with a line end before it; empty for what came without a name. */
    public static String comment(Optional<String> name) {
        return name.map(n -> "\r\n\t" + OwnTrace.comment(LABEL, n)).orElse("");
    }

    /** Whether its header tells a message from another with the same words in it: by a date or an id. */
    public static boolean isUnique(Body body) {
        return StoredHeader.of(body, LONGEST_HEADER).stream().anyMatch(field -> UNIQUE.contains(field.name()));
    }
}
