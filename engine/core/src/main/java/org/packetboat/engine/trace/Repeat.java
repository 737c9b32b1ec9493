package org.packetboat.engine.trace;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;

/**
 * How a server knows that it is sent the same again: the line broke between a message and its 250, and it comes once
 * more, by the same way or by another. The first server names the envelope in a parameter of MAIL,
 * {@code XTRANSID=00002F.3.1795273021123@hub.example.com}; routers keep that name in their trace line ({@link
 * OwnTrace}) and hand the mail on under it. A name is never used for two envelopes, not even by a server set up anew:
 * the time at which the message came in is part of it.
 *
 * <p>Whose mail ends here is known by the name alone. Who hands it on knows only what came by the same way, {@link
 * Carriers}: of two routers that each hold a copy, neither may drop its own because the
 * other has one, or both would. The copies of one way are one after the other, so of them the last can't be dropped.
 */
public final class Repeat {
    /** The keyword of the extension, and of its parameter. */
    public static final String KEYWORD = "XTRANSID";
    private static final String LABEL = "sent as";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,300}");

    private Repeat() {}

    /**
     * What a server calls an envelope towards others: what others called it when it came by routers, else its own name.
     */
    public static String name(Envelope envelope, Body body, String server) {
        return OwnTrace.read(body, LABEL).filter(Repeat::isName)
                .orElseGet(() -> envelope.id() + "." + envelope.message().arrived().toEpochMilli() + "@" + server);
    }

    /** Whether it can be such a name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The comment for the trace line, with a line end before it. Empty for what did not come by a router: were it
     * handed on under that name over routes that lead in a circle, it would be taken for a repetition and be lost.
     */
    public static String comment(Optional<String> name, List<String> way) {
        return name.filter(_ -> !way.isEmpty()).map(n -> "\r\n\t" + OwnTrace.comment(LABEL, n)).orElse("");
    }

    /** What a recipient is known again by whose mail ends here. */
    public static String key(String name, Address recipient) {
        return "smtp:" + name + " " + recipient;
    }

    /** What a recipient is known again by whose mail is handed on. @param way the servers that have carried it */
    public static String key(String name, List<String> way, Address recipient) {
        return "smtp:" + name + " by " + String.join(",", way) + " " + recipient;
    }
}
