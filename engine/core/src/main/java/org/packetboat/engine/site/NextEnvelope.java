package org.packetboat.engine.site;

import org.packetboat.engine.mail.Envelope;

/** What a look for the next envelope came to. */
public sealed interface NextEnvelope {
    /** This can go now. */
    record Ready(Envelope envelope) implements NextEnvelope {}

    /** Nothing can go now. */
    record Nothing() implements NextEnvelope {}

    /** Not known yet: look again. */
    record More() implements NextEnvelope {}
}
