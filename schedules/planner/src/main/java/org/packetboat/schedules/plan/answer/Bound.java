package org.packetboat.schedules.plan.answer;

import java.time.Instant;

/**
 * The earliest instant at which any schedule that serves all sites could end.
 *
 * @param kind        what it comes from
 * @param earliestEnd the instant
 */
public record Bound(Kind kind, Instant earliestEnd) {
    /** What a bound comes from. */
    public enum Kind {
        /** One site alone takes so long, or is first reached so late. */
        LONGEST_SITE,
        /** The line time of sites that can't begin earlier, divided by the servers they may use. */
        LOAD,
        /** The same, counted in uncut calls. */
        UNCUT_CALLS,
        /** What of all calls has to lie within some interval, however they are shifted, against its length. */
        INTERVAL,
        /** A flow of all calls through all windows, cut at will. */
        FLOW
    }
}
