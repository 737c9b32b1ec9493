package org.packetboat.protocols.uucp.mail;

/**
 * How jobs for a stock peer are written.
 *
 * @param node   our name, for the From line
 * @param domain one of ours, at which mail comes back to senders that a From line can't name
 * @param quotes whether the far side understands arguments in quotes: it said bit 040 of the mask behind {@code -N}, as
 *               Taylor UUCP does since 1.07, which runs no shell
 */
public record RmailTerms(String node, String domain, boolean quotes) {}
