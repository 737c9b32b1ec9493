package org.packetboat.engine.find;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.packetboat.engine.find.AgeTable.By;
import org.packetboat.engine.find.AgeTable.Group;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.DomainQueue;

/**
 * Counts envelopes by group and age into an {@link AgeTable}. Its memory is bounded: beyond {@link #MOST_GROUPS}
 * groups, an envelope of a new one is counted in the sums only.
 */
public final class AgeCount {
    /** As many groups are told apart. */
    public static final int MOST_GROUPS = 50_000;
    /** More columns than that fit on no screen. */
    private static final int MOST_AGES = 30;

    private final By by;
    private final List<Duration> ages;
    private final Instant now;
    private final Function<Domain, Optional<String>> site;
    private final Map<String, long[]> groups = new HashMap<>();
    private final long[] all;
    private boolean overflown;

    /**
     * @param ages the ends of the columns
     * @param site the site of the route that a domain's mail takes
     * @throws IllegalArgumentException if the ends do not grow, or there are none, or too many
     */
    public AgeCount(By by, List<Duration> ages, Instant now, Function<Domain, Optional<String>> site) {
        boolean grow = !ages.isEmpty() && ages.size() <= MOST_AGES && ages.getFirst().isPositive();
        for (int i = 1; i < ages.size(); i++)
            grow &= ages.get(i).compareTo(ages.get(i - 1)) > 0;
        if (!grow)
            throw new IllegalArgumentException("ages: found " + ages.stream().map(Duration::toSeconds).toList()
                    + "; expected 1 to " + MOST_AGES + " numbers of seconds, each greater than the one before");
        this.by = by;
        this.ages = List.copyOf(ages);
        this.now = now;
        this.site = site;
        this.all = new long[ages.size() + 1];
    }

    /** In which order domains are best counted: those with the most mail first, so that they are among the groups. */
    public static List<Domain> order(Stream<DomainQueue> domains) {
        record Deep(Domain domain, long depth) {}
        return domains.map(d -> new Deep(d.domain(), d.depth())) // which goes on changing
                .sorted(Comparator.comparingLong(Deep::depth).reversed().thenComparing(Deep::domain)).map(Deep::domain)
                .toList();
    }

    /** Counts one. What seems to come from the future has waited for no time. */
    public void add(Envelope e) {
        add(e, name(e));
    }

    /** Counts one in a group. */
    void add(Envelope e, String name) {
        int column = column(Duration.between(e.message().arrived(), now));
        all[column]++;
        if (groups.size() >= MOST_GROUPS && !groups.containsKey(name)) overflown = true;
        else groups.computeIfAbsent(name, _ -> new long[all.length])[column]++;
    }

    private int column(Duration age) {
        for (int i = 0; i < ages.size(); i++)
            if (age.compareTo(ages.get(i)) < 0) return i;
        return ages.size();
    }

    private String name(Envelope e) {
        return switch (by) {
            case DOMAIN -> e.destination().name();
            case SITE -> site.apply(e.destination()).orElse("");
            case SENDER -> e.message().sender().map(Address::domain).map(Domain::name).orElse("");
        };
    }

    /** What was counted so far. @param most how many groups are told of */
    public AgeTable table(int most) {
        List<Group> largest = groups.entrySet().stream().map(g -> new Group(g.getKey(), boxed(g.getValue())))
                .sorted(Comparator.comparingLong(Group::total).reversed().thenComparing(Group::name)).limit(most)
                .toList();
        return new AgeTable(ages, boxed(all), largest, groups.size() - largest.size() + (overflown ? 1 : 0));
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
