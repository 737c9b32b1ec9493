package org.packetboat.protocols.uucp.mail;

import java.util.Optional;

/**
 * How jobs for a stock peer are written.
 *
 * @param node   our name, for the From line
 * @param domain one of ours, at which mail comes back to senders that a From line can't name
 * @param quotes whether the far side understands arguments in quotes: it said bit 040 of the mask behind {@code -N}, as
 *               Taylor UUCP does since 1.07, which runs no shell
 * @param smtpBatch the command that takes mail with its envelope; empty for {@code rmail}
 */
public record RmailTerms(String node, String domain, boolean quotes, Optional<String> smtpBatch) {}
