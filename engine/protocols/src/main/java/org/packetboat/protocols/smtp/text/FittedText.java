package org.packetboat.protocols.smtp.text;

import org.packetboat.engine.link.Body;

/**
 * A message's text as it is to go to a server.
 *
 * @param body    the text
 * @param facts   what it asks of the server as it is now
 * @param release lets go of what holds the text; to be called once, by whoever got it, when nobody reads it any more
 */
public record FittedText(Body body, TextFacts facts, Runnable release) {
    /** One that nothing has to be let go of for. */
    public FittedText(Body body, TextFacts facts) {
        this(body, facts, () -> {});
    }
}
