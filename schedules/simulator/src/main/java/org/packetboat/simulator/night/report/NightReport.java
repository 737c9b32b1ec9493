package org.packetboat.simulator.night.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.plan.print.Columns;
import org.packetboat.schedules.plan.print.Words;
import org.packetboat.simulator.night.NightOutcome;
import org.packetboat.simulator.night.Scenario;
import org.packetboat.simulator.night.SiteNight;
import org.packetboat.simulator.night.Unmet;

/** What came of the nights, in words: plain lines, the answer itself first. */
public final class NightReport {
    private static final int MOST_NIGHTS = 5;
    private static final int MOST_SITES = 5;

    private final Scenario scenario;
    private final List<NightOutcome> nights;
    private final Words words;

    /** Times are told in this zone. @param nights at least one */
    public NightReport(Scenario scenario, List<NightOutcome> nights, ZoneId zone) {
        this.scenario = scenario;
        this.nights = List.copyOf(nights);
        this.words = new Words(zone);
    }

    /** In how many nights every window was met. */
    public int met() {
        return (int) nights.stream().filter(NightOutcome::isMet).count();
    }

    /** The answer in one line. */
    public String headline() {
        String sites = Words.count(scenario.sites().size(), "site");
        if (nights.size() > 1) return met() + " of " + nights.size() + " nights meet every window of " + sites + ".";
        NightOutcome night = nights.getFirst();
        return night.isMet()
                ? "Met: all of " + sites + " got the batch inside their windows."
                : "Not met: " + night.missed().size() + " of " + sites + " did not get the batch inside their windows.";
    }

    /** The answer, and what it rests on. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(headline(), ends(), calls()));
        lines.addAll(costs());
        if (toBring() > 0)
            lines.add("Mail for the head office: " + brought() + " of " + toBring() + " came in.");
        if (nights.size() == 1) lines.addAll(outages());
        nights.stream().filter(night -> !night.isMet()).limit(MOST_NIGHTS).forEach(night -> lines.add(missed(night)));
        long more = nights.size() - met() - MOST_NIGHTS;
        if (more > 0) lines.add("... and " + Words.count(more, "more night") + ".");
        return lines;
    }

    private String ends() {
        return nights.size() == 1
                ? "The last call ends " + words.time(latestEnd()) + "."
                : "The last call ends " + words.time(medianEnd()) + " in the middle one of the nights, "
                        + words.time(latestEnd()) + " in the latest.";
    }

    /** When the last call ended in the middle one of the nights. */
    public Instant medianEnd() {
        return nights.stream().map(NightOutcome::end).sorted().toList().get(nights.size() / 2);
    }

    /** When the last call ended in the latest of the nights. */
    public Instant latestEnd() {
        return nights.stream().map(NightOutcome::end).max(Comparator.naturalOrder()).orElseThrow();
    }

    private String calls() {
        double calls = nights.stream().mapToInt(NightOutcome::calls).average().orElse(0);
        double failed = nights.stream().mapToInt(NightOutcome::failed).average().orElse(0);
        return String.format(Locale.ROOT, "Calls: %s a night, of which %s did not end well. Seeds: %s.", number(calls),
                number(failed), seeds());
    }

    /** The cost of a night, by the tariffs of links; nothing without any. */
    private List<String> costs() {
        List<Money> sums = Money.sums(nights.stream().flatMap(night -> night.cost().stream())).stream()
                .map(sum -> new Money(sum.currency(), sum.micros() / nights.size())).toList();
        return sums.isEmpty()
                ? List.of()
                : List.of("Cost: " + sums.stream().map(Money::toString).collect(Collectors.joining(" and "))
                        + " a night.");
    }

    /** How many mails the sites had for the head office, in all nights together. */
    public long toBring() {
        return (long) nights.size() * scenario.sites().stream().mapToInt(s -> s.brings().mails()).sum();
    }

    /** How many of these came in. */
    public long brought() {
        return nights.stream().flatMap(n -> n.sites().stream()).mapToInt(SiteNight::brought).sum();
    }

    private List<String> outages() {
        return nights.getFirst().outages().entrySet().stream().map(e -> "The line of " + e.getKey() + " is dead from "
                + words.time(e.getValue().open()) + " to " + words.time(e.getValue().close()) + ".").toList();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.1f", number);
    }

    private String seeds() {
        long first = nights.getFirst().seed();
        return nights.size() == 1 ? String.valueOf(first) : first + " to " + nights.getLast().seed();
    }

    private String missed(NightOutcome night) {
        List<SiteNight> missed = night.missed();
        List<String> said = missed.stream().limit(MOST_SITES).map(this::missed).toList();
        String more = missed.size() > MOST_SITES ? ", and " + (missed.size() - MOST_SITES) + " more" : "";
        return "Seed " + night.seed() + ": " + String.join(", ", said) + more + ".";
    }

    private String missed(SiteNight site) {
        return site.site() + " (" + site.why().map(this::why).orElse("") + ")";
    }

    /** Why a site did not get the batch, and what to do about it. */
    public String why(Unmet why) {
        return switch (why) {
            case Unmet.Late(var at) -> "late, at " + words.time(at);
            case Unmet.Twice(var copies) -> "got it " + Words.count(copies, "time");
            case Unmet.Returned(var at, var tooLarge) -> "returned to its sender at " + words.time(at) + (tooLarge
                    ? ", since it fits into no window (too-large: return)"
                    : ", when msdead was over; make msdead longer, or open its window earlier");
            case Unmet.NoLine(var link) -> "never: no server that may call it has a line for link " + link;
            case Unmet.Closed(var window, var next) -> "never: window \"" + window + "\" "
                    + next.map(at -> "does not open in the time played, but next at " + words.time(at)
                            + "; play for longer, or open it earlier")
                            .orElse("never opens again; give it an opening");
            case Unmet.Limited(var limit) -> "never: " + limit + "; allow more, or send over another link";
            case Unmet.NoTurn(var window) -> "never: it was not called while window \"" + window
                    + "\" was open, since others took the time or the mail did not fit; packetboat plan has remedies";
            case Unmet.CallsFailed(var calls, var ending) -> "never, after " + Words.count(calls, "call")
                    + "; the last one ended: " + ending;
        };
    }

    /** A row for each site. */
    public List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("site", "server", "met", "arrives", "latest", "calls a night"));
        for (SiteRecord site : SiteRecord.of(nights)) {
            rows.add(List.of(site.site(), site.server(), site.met() + "/" + nights.size(),
                    site.median().map(words::time).orElse("-"), site.latest().map(words::time).orElse("-"),
                    number(site.calls() / (double) nights.size())));
        }
        return Columns.aligned(rows);
    }
}
