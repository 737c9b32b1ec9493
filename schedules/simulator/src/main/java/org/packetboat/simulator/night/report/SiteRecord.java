package org.packetboat.simulator.night.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.simulator.night.NightOutcome;
import org.packetboat.simulator.night.SiteNight;
import org.packetboat.simulator.night.Unmet;

/**
 * How a site fared over all nights.
 *
 * @param site   its name
 * @param server who called it last, in most of the nights; empty if nobody did
 * @param met    in how many nights it got the batch, in time and once
 * @param median when the batch was there, in the middle one of the nights in which it came; empty if it never did
 * @param latest when it was there at the latest
 * @param calls  how often it was called, in all nights together
 * @param why    why it was not met in the first night in which it wasn't; empty if it always was
 */
public record SiteRecord(String site, String server, int met, Optional<Instant> median, Optional<Instant> latest,
        int calls, Optional<Unmet> why) {
    /** One for each site, in the order of the scenario. */
    public static List<SiteRecord> of(List<NightOutcome> nights) {
        return IntStream.range(0, nights.getFirst().sites().size())
                .mapToObj(i -> over(nights.stream().map(night -> night.sites().get(i)).toList())).toList();
    }

    private static SiteRecord over(List<SiteNight> nights) {
        List<Instant> arrivals = nights.stream().flatMap(n -> n.arrived().stream()).sorted().toList();
        return new SiteRecord(nights.getFirst().site(), server(nights),
                (int) nights.stream().filter(SiteNight::isMet).count(),
                arrivals.isEmpty() ? Optional.empty() : Optional.of(arrivals.get(arrivals.size() / 2)),
                arrivals.isEmpty() ? Optional.empty() : Optional.of(arrivals.getLast()),
                nights.stream().mapToInt(SiteNight::calls).sum(),
                nights.stream().flatMap(n -> n.why().stream()).findFirst());
    }

    private static String server(List<SiteNight> nights) {
        Map<String, Long> often = nights.stream().map(SiteNight::server).filter(name -> !name.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return often.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    }
}
