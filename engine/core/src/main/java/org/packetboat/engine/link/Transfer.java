package org.packetboat.engine.link;

import org.packetboat.engine.mail.Envelope;

/** An envelope handed to a session, with the bytes it is to carry. */
public record Transfer(Envelope envelope, Body body) {}
