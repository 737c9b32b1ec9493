package org.packetboat.app.compose.usage;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.usage.UsageKey;
import org.packetboat.connectors.usage.UsageTotals;

/**
 * The first sums in order behind a place, of whatever is added: never more of them are in memory, however many there
 * are. Whoever wants the others goes through all days again, from the last of these on.
 */
final class UsageSums {
    private static final Comparator<Group> ORDER = Comparator.comparing(Group::day)
            .thenComparing(group -> group.key().sender()).thenComparing(group -> group.key().login())
            .thenComparing(group -> group.key().site()).thenComparing(group -> group.key().batch())
            .thenComparing(group -> group.key().currency());
    private static final int PARTS = 6;

    private final int most;
    private final Optional<Group> after;
    private final TreeMap<Group, UsageTotals> sums = new TreeMap<>(ORDER);
    private boolean leftOut;

    /**
     * What one sum is of; what is not asked for by is empty.
     *
     * @param day empty, or that of the sum
     */
    record Group(String day, UsageKey key) {
        /** As it stands in an address on the web. */
        String text() {
            return Stream.of(day, key.sender(), key.login(), key.site(), key.batch(), key.currency())
                    .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        }

        /** @throws IllegalArgumentException if it is no text of one */
        static Group parse(String text) {
            String[] parts = text.split("&", -1);
            if (parts.length != PARTS)
                throw new IllegalArgumentException("after: expected the \"next\" of the page before");
            String[] p = Stream.of(parts).map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toArray(String[]::new);
            return new Group(p[0], new UsageKey(p[1], p[2], p[3], p[4], p[5]));
        }
    }

    /** @param after only what comes behind it in order counts */
    UsageSums(int most, Optional<Group> after) {
        this.most = most;
        this.after = after;
    }

    void add(Group group, UsageTotals totals) {
        if (after.filter(place -> ORDER.compare(group, place) <= 0).isPresent()) return;
        if (sums.size() == most && ORDER.compare(group, sums.lastKey()) > 0) {
            leftOut = true;
            return;
        }
        sums.merge(group, totals, UsageTotals::plus);
        if (sums.size() <= most) return;
        sums.pollLastEntry();
        leftOut = true;
    }

    /** Whether all sums of a day come before those that are wanted. */
    boolean isBehind(String day) {
        return after.filter(place -> day.compareTo(place.day()) < 0).isPresent();
    }

    /** Whether all are found, where sums are of days each and come in their order. */
    boolean isFullBefore(String day) {
        boolean full = sums.size() == most && day.compareTo(sums.lastKey().day()) > 0;
        leftOut |= full;
        return full;
    }

    SortedMap<Group, UsageTotals> sums() {
        return sums;
    }

    /** Where the next ones begin; empty if there are none. */
    Optional<Group> next() {
        return leftOut ? Optional.of(sums.lastKey()) : Optional.empty();
    }
}
