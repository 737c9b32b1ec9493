package org.packetboat.engine.peer;

/** What becomes of 8-bit text for a mail server that does not say it takes such (RFC 6152). */
public enum EightBit {
    /** It is put into seven bits, where that may be: what is signed or encrypted goes as it is. */
    CONVERT,
    /** It is returned to its sender. */
    REFUSE
}
