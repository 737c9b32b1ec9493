package org.packetboat.protocols.smtp.sasl;

/** What a challenge is answered with. */
public sealed interface SaslStep {
    /** These bytes, perhaps none. */
    record Respond(byte[] response) implements SaslStep {}

    /** Nothing: the exchange is broken off. */
    record Cancel(String why) implements SaslStep {}
}
