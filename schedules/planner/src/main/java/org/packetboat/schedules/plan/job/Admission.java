package org.packetboat.schedules.plan.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.tariff.PriceList;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.Why;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;

/** Turns a question into numbers, and tells apart the sites that couldn't be served even if they were alone. */
public final class Admission {
    private static final int NANOS = 1_000_000;

    private final PlanQuestion question;
    private final Instant start;
    private final Map<Window, OpenTimes> times = new IdentityHashMap<>();
    /** The numbers of the servers that may serve a site and have a line for it; one array for all sites alike. */
    private final Map<Needs, int[]> able = new HashMap<>();
    private final Map<Tariff, PriceList> prices = new IdentityHashMap<>();
    private final CallTerms calls;
    private final List<Job> jobs = new ArrayList<>();
    private final List<Missed> hopeless = new ArrayList<>();
    /** No calls but those before the night. */
    private final CallCounts made = new CallCounts();

    private record Needs(String link, List<String> pins) {}

    private Admission(PlanQuestion question) {
        this.question = question;
        this.start = question.start();
        this.calls = new CallTerms(question);
    }

    /** The question in numbers. */
    public static Night of(PlanQuestion question) {
        Admission admission = new Admission(question);
        question.sites().forEach(admission::admit);
        return new Night(admission.start, admission.leastWantedFirst(), question.servers(), admission.hopeless);
    }

    private void admit(PlanSite site) {
        List<Interval> usable = usable(site);
        Optional<Why> why = shut(site, usable).or(() -> noLine(site));
        if (why.isEmpty()) {
            Job whole = job(site, usable);
            Optional<Job> limited = calls.limited(whole);
            why = limited.map(this::impossible).orElseGet(() -> Optional.of(
                    new Why.CallTooLong(Duration.ofMillis(whole.length()), site.terms().allowance())));
            if (why.isEmpty()) jobs.add(limited.orElseThrow());
        }
        why.ifPresent(reason -> hopeless.add(new Missed(site.name(), reason, Optional.empty())));
    }

    private OpenTimes opening(PlanSite site) {
        Interval stretch = new Interval(start, question.horizon().close());
        return times.computeIfAbsent(site.window(), window -> OpenTimes.within(window, stretch));
    }

    /** What its terms leave of its windows. */
    private List<Interval> usable(PlanSite site) {
        if (site.terms().notBefore().isEmpty() && site.terms().deliverBy().isEmpty()) return opening(site).intervals();
        Instant from = site.terms().notBefore().orElse(Instant.MIN);
        Instant to = site.terms().deliverBy().orElse(Instant.MAX);
        return opening(site).intervals().stream().flatMap(i -> cut(i, from, to).stream()).toList();
    }

    private static Optional<Interval> cut(Interval interval, Instant from, Instant to) {
        Instant open = OpenTimes.later(interval.open(), from);
        Instant close = OpenTimes.earlier(interval.close(), to);
        return open.isBefore(close) ? Optional.of(new Interval(open, close)) : Optional.empty();
    }

    private Optional<Why> shut(PlanSite site, List<Interval> usable) {
        if (!usable.isEmpty()) return Optional.empty();
        Optional<Instant> deliverBy = site.terms().deliverBy();
        if (deliverBy.filter(instant -> !instant.isAfter(question.now())).isPresent())
            return Optional.of(new Why.DeliverByPast(deliverBy.get()));
        if (!opening(site).intervals().isEmpty())
            return Optional.of(new Why.TermsLeaveNothing(site.windowName(), site.terms()));
        return Optional.of(site.window().from(start)
                .map(next -> (Why) new Why.OpensLater(site.windowName(), next.open()))
                .orElseGet(() -> new Why.NeverOpens(site.windowName())));
    }

    private Optional<Why> noLine(PlanSite site) {
        if (able(site).length > 0) return Optional.empty();
        List<String> asked = site.terms().servers().isEmpty()
                ? question.servers().stream().map(PlanServer::name).toList()
                : site.terms().servers();
        return Optional.of(new Why.NoLine(site.link(), asked));
    }

    private int[] able(PlanSite site) {
        return able.computeIfAbsent(new Needs(site.link(), site.terms().servers()), this::able);
    }

    private int[] able(Needs needs) {
        return IntStream.range(0, question.servers().size()).filter(number -> {
            PlanServer server = question.servers().get(number);
            return (needs.pins().isEmpty() || needs.pins().contains(server.name()))
                    && server.line(needs.link()).isPresent();
        }).toArray();
    }

    /** The jobs with their servers in order: what few can use is used first by those who can. */
    private List<Job> leastWantedFirst() {
        int[] demand = new int[question.servers().size()];
        jobs.forEach(job -> Arrays.stream(job.servers()).forEach(server -> demand[server]++));
        Map<int[], int[]> ordered = new IdentityHashMap<>();
        able.values().forEach(servers -> ordered.put(servers, Arrays.stream(servers).boxed()
                .sorted(Comparator.comparingInt(server -> demand[server])).mapToInt(server -> server).toArray()));
        return calls.reached(jobs).stream().map(job -> job.with(ordered.get(job.servers()))).toList();
    }

    private Job job(PlanSite site, List<Interval> usable) {
        double calls = site.calling().expectedCalls();
        double repeats = site.terms().resumable() ? 1 : 1 + (calls - 1) / 2;
        return new Job(site, (long) Math.ceil(site.calling().millis() * calls),
                Math.max(1, (long) Math.ceil(site.load().millis() * repeats)),
                usable.stream().mapToLong(i -> ceil(i.open())).toArray(),
                usable.stream().mapToLong(i -> Duration.between(start, i.close()).toMillis()).toArray(),
                able(site), Instalments.NONE, fare(site));
    }

    private Fare fare(PlanSite site) {
        return site.terms().allowance().tariff().map(tariff -> new Fare(Optional.of(prices.computeIfAbsent(tariff,
                _ -> new PriceList(tariff, start, Duration.between(start, question.horizon().close()).toMillis()))),
                Math.max(0, site.load().wireBytes() - site.terms().allowance().included()))).orElse(Fare.FREE);
    }

    private Optional<Why> impossible(Job job) {
        if (!job.isLimited()) return tooLarge(job);
        if (UnequalCalls.alone(job, made).isPresent()) return Optional.empty();
        return tooLarge(job).or(() -> Optional.of(new Why.LimitsLeaveNoCall(job.site().windowName(),
                job.instalments().count(), job.site().terms().allowance())));
    }

    private static Optional<Why> tooLarge(Job job) {
        long best = 0;
        for (int w = 0; w < job.opens().length; w++) {
            long length = job.closes()[w] - job.opens()[w];
            best = job.resumable() ? best + Math.max(0, length - job.overhead()) : Math.max(best, length);
        }
        long needs = job.resumable() ? job.transfer() : job.length();
        if (needs <= best) return Optional.empty();
        return Optional.of(new Why.LargerThanWindow(job.site().windowName(), Duration.ofMillis(needs),
                Duration.ofMillis(best), job.resumable()));
    }

    private long ceil(Instant at) {
        return Duration.between(start, at).toMillis() + (at.getNano() % NANOS == 0 ? 0 : 1);
    }
}
