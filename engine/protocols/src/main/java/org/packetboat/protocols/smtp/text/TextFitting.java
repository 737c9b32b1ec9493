package org.packetboat.protocols.smtp.text;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;

/** Looks through messages, and makes them fit for servers that take less than what is in them. */
public interface TextFitting {
    /** Looks, and changes nothing. */
    TextFitting NONE = (body, _, answer) -> answer.accept(Optional.of(new FittedText(body, TextFacts.of(body))));

    /**
     * Where a server could not take it as it is, its parts are encoded anew (RFC 2045); not what is signed or encrypted
     * (RFC 1847 section 2.1), nor what can't be read as MIME, or only by holding much of it in memory.
     *
     * @param taken  what the server takes
     * @param answer called once, from any thread; what is not to be changed comes back as it was; nothing does
     *               where that can't be known or done now, for a trouble of our own
     */
    void fit(Body body, TextTaken taken, Consumer<Optional<FittedText>> answer);
}
