package org.packetboat.schedules.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** Looks for the least change of each kind with which everything fits. What it names, it has planned. */
final class Remedies {
    private static final int MOST_SERVERS = 100;
    private static final int MOST_MINUTES = 24 * 60;
    /** Dozens of plans are tried; each may take this part of the effort of one. */
    private static final int SHARE = 10;
    private static final int KILOBYTE = 1024;
    private static final double PERCENT = 100;

    private final PlanQuestion question;
    private final PlannerSettings settings;
    /** When each site's window is open within the horizon; a longer horizon makes only the tight ones longer. */
    private final Map<String, OpenTimes> times;
    private final List<WindowGroup> tight;

    Remedies(PlanQuestion question, List<Missed> missed, PlannerSettings settings) {
        this.question = question;
        this.settings = settings.withEffort(settings.effort() / SHARE);
        this.times = times();
        this.tight = tight(missed.stream().map(Missed::site).collect(Collectors.toSet()));
    }

    private Map<String, OpenTimes> times() {
        Interval horizon = new Interval(question.start(), question.horizon().close());
        Map<Window, OpenTimes> within = new IdentityHashMap<>();
        Map<String, OpenTimes> bySite = new HashMap<>();
        for (PlanSite site : question.sites())
            bySite.put(site.name(),
                    within.computeIfAbsent(site.window(), window -> OpenTimes.within(window, horizon)));
        return bySite;
    }

    /** The windows of missed sites, each with all sites that share it. */
    private List<WindowGroup> tight(Set<String> missed) {
        record Key(String window, OpenTimes times) {}
        Map<Key, List<String>> sites = new LinkedHashMap<>();
        Set<Key> wanted = new HashSet<>();
        for (PlanSite site : question.sites()) {
            Key key = new Key(site.windowName(), times.get(site.name()));
            sites.computeIfAbsent(key, _ -> new ArrayList<>()).add(site.name());
            if (missed.contains(site.name()) && !key.times().intervals().isEmpty()) wanted.add(key);
        }
        sites.keySet().retainAll(wanted);
        return sites.entrySet().stream()
                .map(e -> new WindowGroup(e.getKey().window(), e.getKey().times(), e.getValue())).toList();
    }

    /** All that work, the cheapest first. */
    List<Remedy> all() {
        List<Remedy> all = new ArrayList<>();
        moreServers().ifPresent(all::add);
        longerWindows().ifPresent(all::add);
        earlierStart().ifPresent(all::add);
        smallerBatch().ifPresent(all::add);
        all.sort(Comparator.comparingDouble(Remedy::price));
        return all;
    }

    private boolean fits(PlanQuestion changed) {
        return Solved.fits(changed, settings);
    }

    private Optional<Remedy> moreServers() {
        OptionalLong least = least(MOST_SERVERS, count -> fits(withServers((int) count)));
        return least.stream()
                .mapToObj(n -> (Remedy) new Remedy.MoreServers((int) n, n * settings.prices().server())).findFirst();
    }

    private PlanQuestion withServers(int count) {
        PlanQuestion more = question;
        for (int i = 1; i <= count; i++)
            more = more.plus(PlanServer.withOneLine("(one more, " + i + ")"));
        return more;
    }

    private Optional<Remedy> longerWindows() {
        if (tight.isEmpty()) return Optional.empty();
        double price = tight.size() * settings.prices().minute();
        return least(MOST_MINUTES, minutes -> fits(stretched(0, minutes))).stream()
                .mapToObj(n -> (Remedy) new Remedy.LongerWindows(Duration.ofMinutes(n), tight, n * price)).findFirst();
    }

    private Optional<Remedy> earlierStart() {
        long room = tight.stream().map(group -> group.times().intervals().getFirst().open())
                .mapToLong(open -> Duration.between(question.now(), open).toMinutes()).min().orElse(0);
        double price = tight.size() * settings.prices().earlier();
        return least(Math.min(room, MOST_MINUTES), minutes -> fits(stretched(minutes, 0))).stream()
                .mapToObj(n -> (Remedy) new Remedy.EarlierStart(Duration.ofMinutes(n), tight, n * price)).findFirst();
    }

    private PlanQuestion stretched(long before, long after) {
        Map<String, OpenTimes> windows = new HashMap<>(times);
        for (WindowGroup group : tight) {
            OpenTimes longer = group.times().stretched(Duration.ofMinutes(before), Duration.ofMinutes(after));
            group.sites().forEach(site -> windows.put(site, longer));
        }
        Instant open = question.start().minus(Duration.ofMinutes(before));
        Instant close = question.horizon().close().plus(Duration.ofMinutes(after));
        return question.with(new Interval(open, close), site -> site.with(windows.get(site.name())));
    }

    private Optional<Remedy> smallerBatch() {
        long most = question.sites().stream().mapToLong(site -> site.load().bytes()).max().orElse(0) / KILOBYTE;
        OptionalLong dropped = least(most - 1, kilobytes -> fits(atMost((most - kilobytes) * KILOBYTE)));
        return dropped.stream().mapToObj(n -> smaller((most - n) * KILOBYTE)).findFirst();
    }

    private PlanQuestion atMost(long bytes) {
        return question.with(question.horizon(), site -> site.with(site.load().atMost(bytes)));
    }

    private Remedy smaller(long bytes) {
        double before = question.sites().stream().mapToDouble(site -> site.load().bytes()).sum();
        double after = question.sites().stream().mapToDouble(site -> site.load().atMost(bytes).bytes()).sum();
        return new Remedy.SmallerBatch(bytes, (before - after) / before * PERCENT * settings.prices().percent());
    }

    /** The least number from 1 to most that works, if more of it never does harm. */
    private static OptionalLong least(long most, LongPredicate works) {
        if (most < 1) return OptionalLong.empty();
        long enough = 1;
        while (!works.test(enough)) {
            if (enough == most) return OptionalLong.empty();
            enough = Math.min(most, enough * 2);
        }
        long tooLittle = enough / 2;
        while (enough - tooLittle > 1) {
            long middle = (enough + tooLittle) / 2;
            if (works.test(middle)) enough = middle;
            else
                tooLittle = middle;
        }
        return OptionalLong.of(enough);
    }
}
