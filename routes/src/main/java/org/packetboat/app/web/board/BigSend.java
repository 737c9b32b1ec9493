package org.packetboat.app.web.board;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.connectors.jmx.BatchSiteRow;

/**
 * A big send, with a cell for each site and a page of its sites.
 *
 * @param cells   a letter for each site in the order of acceptance: {@code w}aiting, {@code s}ending, {@code o}verdue,
 *                {@code d}elivered, {@code l}ate, {@code f}ailed, {@code p}aused, sta{@code g}ed, {@code r}elayed
 * @param counts  how many sites are in each state
 * @param size    bytes of all messages
 * @param done    of them, what is there or under way
 * @param end     when the last of it should be there; empty if that isn't known of one of them
 * @param stage   how far it is, of one that goes in stages or is paused; else empty
 * @param missed  the first of those that are overdue, late or will not get it
 * @param matching how many sites have the wanted state
 * @param rows    in the order of {@code cells}
 */
public record BigSend(String name, String cells, Map<String, Integer> counts, long size, long done, String deliverBy,
        String end, String stage, List<BatchSiteRow> missed, int matching, int offset, List<BatchSiteRow> rows) {
    private static final List<String> STATES = List.of("failed", "overdue", "sending", "waiting", "paused", "staged",
            "late", "relayed", "delivered");

    private static final Set<String> MISSED = Set.of("failed", "overdue", "late");
    private static final int SHOWN = 20;

    /** @param stage how far it is @param state only these; empty for all */
    public static BigSend of(String name, String stage, List<BatchSiteRow> all, String state, int offset, int limit) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        STATES.forEach(each -> counts.put(each, 0));
        all.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        List<BatchSiteRow> wanted = all.stream().filter(row -> state.isEmpty() || row.state().equals(state)).toList();
        return new BigSend(name, all.stream().map(row -> letter(row.state())).collect(Collectors.joining()),
                counts, all.stream().mapToLong(BatchSiteRow::size).sum(),
                all.stream().mapToLong(row -> row.settled().isEmpty() ? row.done() : row.size()).sum(),
                last(all.stream().map(BatchSiteRow::deliverBy).filter(t -> !t.isEmpty()).toList()), end(all), stage,
                all.stream().filter(row -> MISSED.contains(row.state())).limit(SHOWN).toList(), wanted.size(), offset,
                wanted.stream().skip(offset).limit(limit).toList());
    }

    private static String letter(String state) {
        return state.equals("staged") ? "g" : state.substring(0, 1);
    }

    private static String end(List<BatchSiteRow> all) {
        List<String> ends = all.stream().map(row -> row.settled().isEmpty() ? row.expected() : row.settled()).toList();
        return ends.contains("") ? "" : last(ends);
    }

    private static String last(List<String> times) {
        return times.stream().map(Instant::parse).max(Comparator.naturalOrder()).map(Instant::toString).orElse("");
    }
}
