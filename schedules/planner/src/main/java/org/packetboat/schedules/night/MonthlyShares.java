package org.packetboat.schedules.night;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.site.SiteLoad;

/**
 * Divides what is left of a month's data among those that share it: who has to be there first comes first, whatever the
 * bytes may become by compression. Sites that failed last take what the others leave, and a site that can't be called
 * before the month is over takes of the month in which it can. Where nothing is left and none may be bought, the rest
 * waits for the next month.
 */
public final class MonthlyShares {
    private final Map<Month, Long> left = new HashMap<>();

    /** The data of a link, number or site in the month that ends then. */
    private record Month(String of, Instant until) {}

    private MonthlyShares() {}

    /**
     * The same loads, each with its share as what is left of its data. What has to wait is a load of its own; done
     * once, for all that is planned.
     */
    public static List<SiteLoad> of(List<SiteLoad> loads, Instant now) {
        if (loads.stream().allMatch(load -> load.data().isEmpty())) return loads;
        MonthlyShares shares = new MonthlyShares();
        Map<SiteLoad, List<SiteLoad>> shared = new HashMap<>();
        loads.stream().sorted(Comparator.comparing(SiteLoad::failing).thenComparing(SiteLoad::by)
                .thenComparing(SiteLoad::name))
                .forEach(load -> shared.put(load, shares.share(inItsMonth(load, now))));
        return loads.stream().flatMap(load -> shared.get(load).stream()).toList();
    }

    /** The same with the data of the month in which it can go; without any if it can't. */
    private static SiteLoad inItsMonth(SiteLoad load, Instant now) {
        if (load.data().isEmpty()) return load;
        Instant from = load.from().isAfter(now) ? load.from() : now;
        if (from.equals(Instant.MAX)) return load.with(List.of());
        Optional<Instant> goes = load.route().window().from(from).map(Interval::open)
                .map(open -> open.isAfter(from) ? open : from);
        return load.with(goes.map(at -> load.data().stream().map(use -> inMonth(use, at)).toList()).orElse(List.of()));
    }

    private static DataUse inMonth(DataUse use, Instant at) {
        return at.isBefore(use.until()) ? use : new DataUse(use.of(), use.data(), 0, use.data().ends(at));
    }

    private long left(DataUse use) {
        return left.computeIfAbsent(new Month(use.of(), use.until()), _ -> use.left());
    }

    private List<SiteLoad> share(SiteLoad load) {
        List<DataUse> stopping = load.data().stream()
                .filter(use -> use.data().beyond() == MonthlyData.Beyond.STOP).toList();
        long bytes = stopping.stream().mapToLong(this::left).reduce(load.bytes(), Math::min);
        Instant until = stopping.stream().filter(use -> left(use) < load.bytes()).map(DataUse::until)
                .max(Comparator.naturalOrder()).orElse(load.from());
        List<SiteLoad> parts = new ArrayList<>();
        List<DataUse> shares = load.data().stream().map(use -> take(use, bytes)).toList();
        if (bytes > 0) parts.add(load.part(load.name(), bytes, load.from()).with(shares));
        String rest = bytes > 0 ? SiteLoad.nextMonth(load.name()) : load.name();
        if (bytes < load.bytes())
            parts.add(load.part(rest, load.bytes() - bytes, load.from().isAfter(until) ? load.from() : until));
        return parts;
    }

    private DataUse take(DataUse use, long bytes) {
        long taken = Math.min(left(use), bytes);
        left.merge(new Month(use.of(), use.until()), -taken, Long::sum);
        return new DataUse(use.of(), use.data(), use.data().bytes() - taken, use.until());
    }
}
