package org.packetboat.protocols.mail;

/** What is wrong with a parameter of MAIL or RCPT. */
public enum Fault {
    /** No parameter of this name is known. */
    UNKNOWN,
    /** It is known, but not done in the way asked for. */
    UNSUPPORTED,
    /** Its value is none. */
    MALFORMED,
    /** Mail can't wait until then. */
    TOO_FAR,
    /** Less time than anybody can promise (RFC 2852 section 4.1.4.1). */
    TOO_SOON
}
