package org.packetboat.schedules.plan.print;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.Trouble;

/** An answer in words, for the terminal: plain lines, the answer itself first. */
public final class PlanReport {
    private static final int MOST_MISSED = 20;

    private final Words words;
    private final Reasons reasons;
    private final Advice advice;

    /** All times are shown in this zone. */
    public PlanReport(ZoneId zone) {
        this.words = new Words(zone);
        this.reasons = new Reasons(words);
        this.advice = new Advice(words);
    }

    /** The answer in one line. */
    public String headline(PlanQuestion question, PlanAnswer answer) {
        return switch (answer) {
            case PlanAnswer.Fits fits -> "Fits, with " + Words.length(fits.spare()) + " to spare.";
            case PlanAnswer.DoesNotFit(_, var missed, _, var remedies) -> "Does not fit: " + missed.size() + " of "
                    + Words.count(question.sites().size(), "site") + " " + windows(missed) + "; "
                    + cheapest(missed, remedies);
            case PlanAnswer.DoesNotHold wrong -> "Can't be planned: " + wrong.said();
            case PlanAnswer.Unanswerable(var troubles) -> "Can't be planned: " + troubles.getFirst();
        };
    }

    private static String windows(List<Missed> missed) {
        return missed.size() == 1 ? "misses its window" : "miss their windows";
    }

    /** A remedy gives time; a site that lacks something else has its reason beside its name. */
    private String cheapest(List<Missed> missed, List<Remedy> remedies) {
        if (remedies.isEmpty()) return "no single remedy is enough for all.";
        long served = missed.stream().filter(each -> each.why().isMatterOfTime()).count();
        return "cheapest remedy" + (served == missed.size() ? "" : " for " + served + " of them") + ": "
                + advice.of(remedies.getFirst()) + ".";
    }

    /** Why a site is missed, and what to do about it. */
    public String reason(Missed missed) {
        return reasons.of(missed);
    }

    /** What a remedy asks for. */
    public String remedy(Remedy remedy) {
        return advice.of(remedy);
    }

    /** A time, as it is told here. */
    public String time(Instant at) {
        return words.time(at);
    }

    /** The answer and its reasons. */
    public List<String> lines(PlanQuestion question, PlanAnswer answer) {
        List<String> lines = new ArrayList<>(List.of(headline(question, answer)));
        switch (answer) {
            case PlanAnswer.Fits(var schedule) -> lines.addAll(facts(question, schedule));
            case PlanAnswer.DoesNotFit not -> lines.addAll(whyNot(question, not));
            case PlanAnswer.DoesNotHold _ -> {
                // the headline says it
            }
            case PlanAnswer.Unanswerable(var troubles) -> troubles.stream().skip(1).map(Trouble::toString)
                    .forEach(lines::add);
        }
        return lines;
    }

    private List<String> whyNot(PlanQuestion question, PlanAnswer.DoesNotFit not) {
        List<String> lines = new ArrayList<>(List.of(reasons.of(not.proof())));
        not.missed().stream().limit(MOST_MISSED).map(missed -> "  " + reasons.of(missed)).forEach(lines::add);
        if (not.missed().size() > MOST_MISSED) lines.add("  and " + (not.missed().size() - MOST_MISSED) + " more");
        not.remedies().forEach(remedy -> lines.add("Remedy: " + advice.of(remedy) + "."));
        lines.addAll(facts(question, not.schedule()));
        return lines;
    }

    private List<String> facts(PlanQuestion question, Schedule schedule) {
        if (schedule.sites().isEmpty()) return List.of("Nothing is planned.");
        long measured = question.sites().stream().filter(site -> site.load().rate().measured()).count();
        List<String> facts = new ArrayList<>();
        facts.add("Planned: " + Words.count(schedule.sites().size(), "site") + " in "
                + Words.length(schedule.makespan()) + ", from " + words.time(schedule.start()) + " to "
                + words.time(schedule.end()) + " (" + words.zone() + "); " + reasons.of(schedule.bound()) + ".");
        schedule.least().map(least -> cost(schedule, least)).ifPresent(facts::add);
        facts.addAll(List.of("Reserved: " + Words.length(schedule.reserve()) + " for "
                + String.format(Locale.ROOT, "%.1f", schedule.expectedRetries()) + " calls expected to fail.",
                "Line rates: " + measured + " measured, " + (question.sites().size() - measured)
                        + " nominal; compression: "
                        + compression(question) + "."));
        return facts;
    }

    private static String cost(Schedule schedule, Money least) {
        String sum = schedule.cost().stream().map(Money::toString).collect(Collectors.joining(" and "));
        return schedule.cost().equals(List.of(least))
                ? "Cost: " + sum + "; no plan costs less."
                : "Cost: " + sum + "; no plan costs less than " + least + ".";
    }

    private static String compression(PlanQuestion question) {
        DoubleSummaryStatistics packed = question.sites().stream().mapToDouble(site -> site.load().compression())
                .summaryStatistics();
        String least = String.format(Locale.ROOT, "%.1f", packed.getMin());
        String most = String.format(Locale.ROOT, "%.1f", packed.getMax());
        return least.equals(most) ? least : least + " to " + most;
    }

    /** A row for each call, in the order of time, under a row of headings. */
    public List<String> table(Schedule schedule) {
        Stream<List<String>> rows = schedule.sites().stream().flatMap(site -> site.calls().stream()
                .map(call -> List.of(site.name(), site.server(), site.line(), words.time(call.start()),
                        words.time(call.end()), Words.size(call.bytes()), Words.length(site.slack()))));
        List<String> head = List.of("site", "server", "line", "start", "end", "sent", "slack");
        return Columns.aligned(Stream.concat(Stream.of(head), rows).toList());
    }
}
