package org.packetboat.schedules.night;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.site.SiteLoad;

/**
 * Divides what is left of a month's data among those that share it: who has to be there first comes first, whatever the
 * bytes may become by compression. Where nothing is left and none may be bought, the rest waits for the next month.
 */
public final class MonthlyShares {
    private final Map<String, Long> left = new HashMap<>();

    private MonthlyShares() {}

    /**
     * The same loads, each with its share as what is left of its data. What has to wait is a load of its own; done
     * once, for all that is planned.
     */
    public static List<SiteLoad> of(List<SiteLoad> loads) {
        if (loads.stream().allMatch(load -> load.data().isEmpty())) return loads;
        MonthlyShares shares = new MonthlyShares();
        Map<SiteLoad, List<SiteLoad>> shared = new HashMap<>();
        loads.stream().sorted(Comparator.comparing(SiteLoad::by).thenComparing(SiteLoad::name))
                .forEach(load -> shared.put(load, shares.share(load)));
        return loads.stream().flatMap(load -> shared.get(load).stream()).toList();
    }

    private long left(DataUse use) {
        return left.computeIfAbsent(use.of(), _ -> use.left());
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
        left.merge(use.of(), -taken, Long::sum);
        return new DataUse(use.of(), use.data(), use.data().bytes() - taken, use.until());
    }
}
