package org.packetboat.engine.find;

import java.time.Duration;
import java.util.List;

/**
 * How many envelopes have waited how long, in groups.
 *
 * @param ages   the ends of the columns, shortest first: a column counts what has waited for less than its end and is
 *               in no column before it; one more column counts the rest
 * @param counts of all envelopes, by column
 * @param groups the groups with the most envelopes, these first
 * @param others in how many further groups the rest of them is; those that were too many to be told apart count as one
 */
public record AgeTable(List<Duration> ages, List<Long> counts, List<Group> groups, long others) {
    /** What envelopes are put together by. */
    public enum By {
        /** Their destination domain. */
        DOMAIN,
        /** The site of the route that they take; empty where there is none. */
        SITE,
        /** The domain of their sender; empty for notices. */
        SENDER
    }

    /** Some envelopes that belong together. @param counts by column */
    public record Group(String name, List<Long> counts) {
        public Group {
            counts = List.copyOf(counts);
        }

        /** All of its envelopes. */
        public long total() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    public AgeTable {
        ages = List.copyOf(ages);
        counts = List.copyOf(counts);
        groups = List.copyOf(groups);
    }
}
