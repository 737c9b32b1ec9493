package org.packetboat.app.web.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.schedules.plan.answer.SitePlan;

/**
 * All sites of a snapshot, those that need a person first. A domain with mail that no route serves stands among them
 * under its own name.
 */
public final class SiteRows {
    private static final Comparator<SiteRow> URGENCY = Comparator.<SiteRow>comparingInt(SiteRows::rank)
            .thenComparing(row -> row.oldest().isEmpty() ? "9" : row.oldest()).thenComparing(SiteRow::site);

    /** What routes without a window call theirs. */
    private static final String ALWAYS = "always";

    private final Map<String, List<DomainItem>> domains;
    private final Map<String, SessionRow> sessions = new HashMap<>();
    private final Map<String, SitePlan> plan;
    private final Instant now;
    private final List<SiteRow> rows;

    /** @param plan who is called when, by site */
    public SiteRows(BoardSnapshot snapshot, Map<String, SitePlan> plan, Instant now) {
        this.plan = plan;
        this.now = now;
        domains = snapshot.domains().stream().collect(Collectors.groupingBy(DomainItem::site));
        snapshot.sessions().forEach(session -> sessions.putIfAbsent(route(session.site()), session));
        Stream<SiteRow> unserved = domains.getOrDefault("", List.of()).stream().map(SiteRows::unserved);
        rows = Stream.concat(snapshot.sites().stream().map(this::row), unserved)
                .sorted(URGENCY).toList();
    }

    static int rank(SiteRow row) {
        return SiteCondition.valueOf(row.state().toUpperCase(Locale.ROOT).replace('-', '_')).ordinal();
    }

    /** Hosts of a route that finds them in DNS count as one site. */
    private static String route(String site) {
        int slash = site.indexOf('/');
        return slash < 0 ? site : site.substring(0, slash);
    }

    /** Those that need a person first, then by who has waited longest. */
    public List<SiteRow> rows() {
        return rows;
    }

    /** One of them. */
    public Optional<SiteRow> row(String site) {
        return rows.stream().filter(row -> row.site().equals(site)).findFirst();
    }

    private SiteRow row(SiteItem site) {
        List<DomainItem> waiting = domains.getOrDefault(site.site(), List.of());
        Optional<SessionRow> session = Optional.ofNullable(sessions.get(site.site()));
        SiteCondition state = state(site, waiting, session);
        boolean open = !site.opens().isEmpty() && !Instant.parse(site.opens()).isAfter(now)
                && (site.closes().isEmpty() || Instant.parse(site.closes()).isAfter(now))
                || site.opens().isEmpty() && site.closes().isEmpty()
                        && (site.window().equals(ALWAYS) || site.state().equals("open"));
        return new SiteRow(site.site(), state.word(), why(state, site, waiting), site.link(), site.window(),
                site.depth(), waiting.stream().mapToLong(DomainItem::bytes).sum(), first(waiting, DomainItem::oldest),
                site.opens(), site.closes(), open, planned(site.site()), last(waiting, DomainItem::arrival),
                session.map(SessionRow::done).orElse(0L), session.map(SessionRow::size).orElse(0L),
                session.map(SessionRow::end).orElse(""));
    }

    private static SiteCondition state(SiteItem site, List<DomainItem> waiting, Optional<SessionRow> session) {
        if (waiting.stream().anyMatch(d -> !d.trouble().isEmpty())) return SiteCondition.LATE;
        if (session.isPresent() || site.inSession()) return SiteCondition.CALLING;
        if (!waiting.isEmpty() && waiting.stream().allMatch(d -> d.state().equals("held"))) return SiteCondition.HELD;
        if (waiting.stream().anyMatch(d -> d.state().equals("resting") || d.state().equals("down")))
            return SiteCondition.FAILING;
        if (site.depth() == 0 && waiting.isEmpty()) return SiteCondition.QUIET;
        return waiting.stream().anyMatch(d -> d.state().equals("open")) ? SiteCondition.NEXT : SiteCondition.WAITING;
    }

    private static String why(SiteCondition state, SiteItem site, List<DomainItem> waiting) {
        return switch (state) {
            case LATE -> waiting.stream().map(DomainItem::trouble).filter(t -> !t.isEmpty()).findFirst().orElse("");
            case FAILING, WAITING, NEXT -> waiting.stream().map(DomainItem::lastReply).filter(r -> !r.isEmpty())
                    .findFirst().orElse(site.lastReply());
            case HELD, CALLING, QUIET, NO_ROUTE -> "";
        };
    }

    private static SiteRow unserved(DomainItem domain) {
        return new SiteRow(domain.domain(), SiteCondition.NO_ROUTE.word(), "no route serves this domain", "", "",
                domain.depth(), domain.bytes(), domain.oldest(), "", "", false, "", "", 0, 0, "");
    }

    private String planned(String site) {
        return Optional.ofNullable(plan.get(site)).map(p -> p.start().toString()).orElse("");
    }

    private static String first(List<DomainItem> waiting, Function<DomainItem, String> time) {
        return waiting.stream().map(time).filter(t -> !t.isEmpty()).map(Instant::parse).min(Comparator.naturalOrder())
                .map(Instant::toString).orElse("");
    }

    /** Empty if it isn't known of one of them. */
    private static String last(List<DomainItem> waiting, Function<DomainItem, String> time) {
        List<String> all = new ArrayList<>(waiting.stream().map(time).toList());
        if (all.contains("")) return "";
        return all.stream().map(Instant::parse).max(Comparator.naturalOrder()).map(Instant::toString).orElse("");
    }
}
