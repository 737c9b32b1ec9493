package org.packetboat.protocols.smtp.text;

import org.packetboat.engine.link.Body;

/**
 * A message's text as it is to go to a server.
 *
 * @param body  the text
 * @param facts what it asks of the server as it is now
 */
public record FittedText(Body body, TextFacts facts) {}
