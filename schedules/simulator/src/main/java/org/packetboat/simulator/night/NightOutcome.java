package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.tariff.Money;

/**
 * What is kept of a night when many are played; its seed plays it again.
 *
 * @param seed   plays it again
 * @param sites  in the order of the scenario
 * @param calls  how many were made
 * @param failed how many of them did not end well
 * @param end    when the last line was free; the begin of the night if there was no call
 * @param outages when whose line was dead, by server
 * @param cost   of all calls by the tariffs of their links; none without tariffs
 */
public record NightOutcome(long seed, List<SiteNight> sites, int calls, int failed, Instant end,
        Map<String, Interval> outages, List<Money> cost) {
    static NightOutcome of(PlayedNight night, Instant begin) {
        int good = (int) night.calls().stream().filter(PlayedCall::isGood).count();
        return new NightOutcome(night.seed(), night.sites(), night.calls().size(), night.calls().size() - good,
                night.end(begin), night.outages(),
                Money.sums(night.calls().stream().flatMap(call -> call.charge().stream())));
    }

    /** Whether every site got the batch inside its window. */
    public boolean isMet() {
        return sites.stream().allMatch(SiteNight::isMet);
    }

    /** The sites that did not. */
    public List<SiteNight> missed() {
        return sites.stream().filter(site -> !site.isMet()).toList();
    }
}
