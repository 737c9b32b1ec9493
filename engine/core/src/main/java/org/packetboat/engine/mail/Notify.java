package org.packetboat.engine.mail;

/** What a sender asked to be told about a recipient (RFC 3461 section 4.1). {@link #NEVER} stands alone. */
public enum Notify {
    SUCCESS, FAILURE, DELAY, NEVER
}
