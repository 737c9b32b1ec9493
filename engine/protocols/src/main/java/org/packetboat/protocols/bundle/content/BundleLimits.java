package org.packetboat.protocols.bundle.content;

/**
 * What is taken from a far side at most.
 *
 * @param content    bytes of one batch's content after expanding, and of its messages after restoring
 * @param mails      messages in one batch
 * @param recipients recipients of all its messages together
 */
public record BundleLimits(long content, int mails, int recipients) {
    /** 80 MiB, ten thousand messages, a hundred thousand recipients. */
    public static final BundleLimits USUAL = new BundleLimits(80L << 20, 10_000, 100_000);
}
