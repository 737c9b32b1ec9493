package org.packetboat.protocols.uucp.greeting;

import java.util.Optional;

/**
 * What is done with a far side that is no Packetboat.
 *
 * @param refusals  where it is written what was refused
 * @param commands  what it may have run
 * @param smtpBatch the command to which it gives mail with its envelope; empty for {@code rmail}
 */
public record PeerTerms(RefusalLog refusals, JobCommands commands, Optional<String> smtpBatch) {
    /** Nothing is written down or run, and mail goes by {@code rmail}. */
    public static final PeerTerms NONE = new PeerTerms(RefusalLog.NONE, JobCommands.NONE, Optional.empty());
}
