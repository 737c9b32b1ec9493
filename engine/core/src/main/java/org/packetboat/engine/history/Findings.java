package org.packetboat.engine.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a history answers.
 *
 * @param stories one for each message, the newest first
 * @param more    whether there are older messages that are not told of
 * @param since   when the oldest thing happened that it still knows; empty if it knows nothing
 * @param gaps    where something may be missing, since the oldest of these stories began
 */
public record Findings(List<Story> stories, boolean more, Optional<Instant> since, List<Gap> gaps) {
    public Findings {
        stories = List.copyOf(stories);
        gaps = List.copyOf(gaps);
    }

    /**
     * A time of which not everything may have been written down.
     *
     * @param why a sentence without its full stop
     */
    public record Gap(Instant from, Instant to, String why) {}
}
