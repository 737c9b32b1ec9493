package org.packetboat.engine.mail;

/**
 * What a sender declares of the bytes of a message.
 *
 * @param eightBit      BODY=8BITMIME (RFC 6152)
 * @param international SMTPUTF8 (RFC 6531)
 */
public record MailEncoding(boolean eightBit, boolean international) {
    /** Eight bits, and addresses in US-ASCII. */
    public static final MailEncoding USUAL = new MailEncoding(true, false);
}
