package org.packetboat.app.web.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which sites are wanted, and in what order. The server filters, sorts and counts, so that a page of a hundred rows is
 * all that goes over the line.
 *
 * @param text   a part of the site's name or reason; empty for all
 * @param state  a word of {@link SiteCondition}; empty for all
 * @param sort   {@code urgency}, {@code site}, {@code depth}, {@code bytes}, {@code oldest}, {@code next}
 * @param offset how many to leave out before the first
 * @param limit  how many at most
 */
public record SiteQuery(String text, String state, String sort, boolean down, int offset, int limit) {
    private static final Map<String, Comparator<SiteRow>> ORDERS = Map.of("site",
            Comparator.comparing(SiteRow::site), "depth", Comparator.comparingLong(SiteRow::depth), "bytes",
            Comparator.comparingLong(SiteRow::bytes), "oldest",
            Comparator.comparing(row -> row.oldest().isEmpty() ? "9" : row.oldest()), "next",
            Comparator.comparing(row -> row.opens().isEmpty() ? "9" : row.opens()), "urgency",
            Comparator.comparingInt(SiteRows::rank));

    /** All of these, in one place. @param groups how many of the sites that have the text are in each state */
    public record Page(int total, int matching, int offset, Map<String, Integer> groups, List<SiteRow> rows) {}

    /** @throws IllegalArgumentException if there is no such order */
    public SiteQuery {
        if (!ORDERS.containsKey(sort)) {
            throw new IllegalArgumentException("no order is called \"" + sort + "\"; expected one of "
                    + String.join(", ", ORDERS.keySet().stream().sorted().toList()));
        }
    }

    /** The page of these sites. @param all by urgency */
    public Page of(List<SiteRow> all) {
        String part = text.toLowerCase(Locale.ROOT);
        List<SiteRow> named = all.stream().filter(row -> part.isEmpty()
                || row.site().toLowerCase(Locale.ROOT).contains(part)
                || row.why().toLowerCase(Locale.ROOT).contains(part)).toList();
        Map<String, Integer> groups = new LinkedHashMap<>();
        for (SiteCondition each : SiteCondition.values())
            groups.put(each.word(), 0);
        named.forEach(row -> groups.merge(row.state(), 1, Integer::sum));
        List<SiteRow> rows = new ArrayList<>(named.stream().filter(r -> state.isEmpty() || r.state().equals(state))
                .toList());
        Comparator<SiteRow> order = ORDERS.get(sort);
        if (!sort.equals("urgency") || down) rows.sort(down ? order.reversed() : order);
        return new Page(all.size(), rows.size(), offset, groups,
                rows.stream().skip(offset).limit(limit).toList());
    }
}
