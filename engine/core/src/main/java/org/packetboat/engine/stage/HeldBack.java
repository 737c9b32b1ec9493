package org.packetboat.engine.stage;

/**
 * What stages hold back of the mail that waits for a domain: of later stages, or of a big send that is paused.
 *
 * @param mails how many
 * @param bytes of their messages
 */
public record HeldBack(long mails, long bytes) {
    HeldBack and(HeldBack other) {
        return new HeldBack(mails + other.mails, bytes + other.bytes);
    }
}
