package org.packetboat.engine.calls;

import java.time.Instant;
import java.util.Locale;
import org.packetboat.engine.mail.Reply;

/**
 * A limit that leaves no call for now.
 *
 * @param limit as the schedule names it
 * @param value how many it allows
 * @param of    the number, site or link that it is for
 * @param until when the next call may be made
 */
public record LimitReached(String limit, long value, String of, Instant until) {
    private static final String STATUS = "4.3.2";

    /** Whether a reply is about such a limit. */
    public static boolean isSaid(Reply reply) {
        return reply.host().isEmpty() && reply.status().equals(STATUS);
    }

    /** In words, for people. */
    public Reply reply() {
        return new Reply(450, STATUS, String.format(Locale.ROOT, "%s %d of %s is reached; no call before %s", limit,
                value, of, until));
    }
}
