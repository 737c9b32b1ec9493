package org.packetboat.engine.mail;

/** How much of a message its failure notice carries back (RET, RFC 3461 section 4.3). */
public enum ReturnContent {
    FULL, HDRS
}
