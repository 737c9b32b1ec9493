package org.packetboat.engine.accept;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.packetboat.engine.intake.RuleCount;

/** What delivery rules came to, by their names. A name that another rule has later goes on with its counts. */
final class RuleCounts {
    private final Map<String, RuleCount> counts = new ConcurrentSkipListMap<>();

    List<RuleCount> all() {
        return List.copyOf(counts.values());
    }

    /** It let in a message. */
    void accepted(String rule, boolean held) {
        add(rule, new RuleCount(rule, 1, held ? 1 : 0, 0, 0, ""));
    }

    /** It refused one. @param what for people */
    void refused(String rule, String what) {
        add(rule, new RuleCount(rule, 0, 0, 1, 0, what));
    }

    /** It sent a copy of one to a journal. */
    void journaled(String rule) {
        add(rule, new RuleCount(rule, 0, 0, 0, 1, ""));
    }

    private void add(String rule, RuleCount more) {
        counts.merge(rule, more, (before, one) -> new RuleCount(rule, before.accepted() + one.accepted(),
                before.held() + one.held(), before.refused() + one.refused(), before.journaled() + one.journaled(),
                one.lastRefused().isEmpty() ? before.lastRefused() : one.lastRefused()));
    }
}
