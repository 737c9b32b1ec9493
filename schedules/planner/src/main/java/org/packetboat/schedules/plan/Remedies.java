package org.packetboat.schedules.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.Prices;
import org.packetboat.schedules.plan.question.WindowGroup;

/** Looks for the least change of each kind with which everyone can be served in time. What it names, it has planned. */
final class Remedies {
    private static final int MOST_SERVERS = 100;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int KILOBYTE = 1024;
    private static final double PERCENT = 100;

    private final PlanQuestion question;
    private final Trial trial;
    private final Prices prices;
    /** The windows of missed sites. */
    private final List<WindowGroup> tight;

    private Remedies(PlanQuestion question, List<Missed> missed, Trial trial, Prices prices) {
        this.question = question;
        this.trial = trial;
        this.prices = prices;
        this.tight = WindowGroup.of(question).stream().filter(group -> hasOneOf(group, missed)).toList();
    }

    /**
     * All that work, the cheapest first; each kind is looked for on a processor of its own. What no time in the world
     * would help is left out of the question.
     */
    static List<Remedy> of(PlanQuestion question, Solved solved, Prices prices) {
        List<Missed> late = solved.missed().stream().filter(each -> each.why().isMatterOfTime()).toList();
        if (late.isEmpty()) return List.of();
        Set<String> beyondHelp = solved.missed().stream().filter(each -> !each.why().isMatterOfTime()).map(Missed::site)
                .collect(Collectors.toSet());
        return new Remedies(question.without(beyondHelp), late, solved.trial(), prices).all();
    }

    private static boolean hasOneOf(WindowGroup group, List<Missed> missed) {
        return !group.times().intervals().isEmpty()
                && missed.stream().anyMatch(each -> group.sites().contains(each.site()));
    }

    private List<Remedy> all() {
        Stream<Supplier<Optional<Remedy>>> kinds = Stream.of(this::longerWindows, this::moreServers, this::smallerBatch,
                this::earlierStart);
        return kinds.parallel().flatMap(kind -> kind.get().stream()).sorted(Comparator.comparingDouble(Remedy::price))
                .toList();
    }

    private Optional<Remedy> moreServers() {
        long guess = Math.round(share() * question.servers().size());
        OptionalLong least = least(guess, MOST_SERVERS, count -> withServers((int) count));
        return least.stream()
                .mapToObj(n -> (Remedy) new Remedy.MoreServers((int) n, n * prices.server())).findFirst();
    }

    /** How much work is left over, as a share of what servers can do while the night lasts. */
    private double share() {
        double work = question.sites().stream().mapToLong(site -> site.load().millis()).sum();
        double lacking = trial.lacking().toMillis();
        return lacking / Math.max(1, work - lacking);
    }

    private OptionalLong least(long guess, long most, LongFunction<PlanQuestion> changed) {
        OptionalLong found = Bisection.least(guess, most, n -> trial.fits(changed.apply(n)));
        return found.isEmpty()
                ? found
                : Bisection.from(found.getAsLong(), most, n -> trial.holds(changed.apply(n)));
    }

    private PlanQuestion withServers(int count) {
        PlanQuestion more = question;
        for (int i = 1; i <= count; i++)
            more = more.plus(PlanServer.withOneLine("(one more, " + i + ")"));
        return more;
    }

    private Optional<Remedy> longerWindows() {
        Stretching later = new Stretching(question, tight, Stretching.Side.CLOSE, trial);
        return later.least(MOST_MINUTES)
                .map(windows -> new Remedy.LongerWindows(windows, minutes(windows) * prices.minute()));
    }

    private Optional<Remedy> earlierStart() {
        long room = tight.stream().map(group -> group.times().intervals().getFirst().open())
                .mapToLong(open -> Duration.between(question.now(), open).toMinutes()).min().orElse(0);
        Stretching earlier = new Stretching(question, tight, Stretching.Side.OPEN, trial);
        return earlier.least(Math.min(room, MOST_MINUTES))
                .map(windows -> new Remedy.EarlierStart(windows, minutes(windows) * prices.earlier()));
    }

    private static long minutes(List<Remedy.Stretch> windows) {
        return windows.stream().mapToLong(stretch -> stretch.by().toMinutes()).sum();
    }

    private Optional<Remedy> smallerBatch() {
        long most = question.sites().stream().mapToLong(site -> site.load().bytes()).max().orElse(0) / KILOBYTE;
        long guess = Math.round(share() / (1 + share()) * most);
        OptionalLong dropped = least(guess, most - 1, kilobytes -> atMost((most - kilobytes) * KILOBYTE));
        return dropped.stream().mapToObj(n -> smaller((most - n) * KILOBYTE)).findFirst();
    }

    private PlanQuestion atMost(long bytes) {
        return question.with(question.horizon(), site -> site.with(site.load().atMost(bytes)));
    }

    private Remedy smaller(long bytes) {
        double before = question.sites().stream().mapToDouble(site -> site.load().bytes()).sum();
        double after = question.sites().stream().mapToDouble(site -> site.load().atMost(bytes).bytes()).sum();
        return new Remedy.SmallerBatch(bytes, (before - after) / before * PERCENT * prices.percent());
    }
}
