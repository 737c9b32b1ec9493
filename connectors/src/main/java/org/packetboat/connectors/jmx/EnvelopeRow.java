package org.packetboat.connectors.jmx;

import java.util.List;

/** An envelope in a queue; see {@link org.packetboat.engine.mail.Envelope}. Empty texts where there is nothing;
 * {@code arrival} is when it is expected to be there, {@code trouble} why it will not make it. */
public record EnvelopeRow(String id, String domain, String sender, List<String> recipients, int priority, long size,
        String arrived, String due, String expires, int attempts, boolean held, String batch, String lastReply,
        String arrival, String trouble) {}
