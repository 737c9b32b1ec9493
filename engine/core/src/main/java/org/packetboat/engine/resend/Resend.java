package org.packetboat.engine.resend;

import java.time.Instant;

/**
 * What somebody asks to have sent again.
 *
 * @param site   that had taken it
 * @param since  from when on
 * @param again  also what somebody has had sent again since that time
 * @param dryRun whether it is only counted
 */
public record Resend(String site, Instant since, boolean again, boolean dryRun) {}
