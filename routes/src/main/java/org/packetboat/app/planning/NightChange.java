package org.packetboat.app.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;

/**
 * A night that is not as it is: what an operator would like to know before changing anything.
 *
 * @param servers   how many servers more, with one line for every link each
 * @param earlier   how much earlier each window opens
 * @param later     how much later it closes
 * @param most      no site gets more than so many bytes, if said
 * @param notBefore nothing is sent earlier, if said
 */
public record NightChange(int servers, Duration earlier, Duration later, Optional<Long> most,
        Optional<Instant> notBefore) {
    private static final int MOST_SERVERS = 100;
    private static final Duration LONGEST = Duration.ofDays(1);
    /** Tonight as it is. */
    public static final NightChange NONE = new NightChange(0, Duration.ZERO, Duration.ZERO, Optional.empty(),
            Optional.empty());

    /** @throws IllegalArgumentException if a value is out of range */
    public NightChange {
        if (servers < 0 || servers > MOST_SERVERS)
            throw new IllegalArgumentException(servers + " more lines; expected 0 to " + MOST_SERVERS);
        check("earlier", earlier);
        check("later", later);
        if (most.filter(bytes -> bytes < 1).isPresent())
            throw new IllegalArgumentException("at most " + most.get() + " bytes; expected 1 or more");
    }

    private static void check(String what, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(what + ": " + time + "; expected 0 minutes to a day");
    }

    /** The question as it would be then. */
    public PlanQuestion of(PlanQuestion tonight) {
        Map<Window, Window> windows = new IdentityHashMap<>();
        PlanQuestion changed = tonight.with(tonight.horizon(), site -> of(site,
                windows.computeIfAbsent(site.window(), this::stretched)));
        for (int i = 1; i <= servers; i++)
            changed = changed.plus(PlanServer.withOneLine("(one more, " + i + ")"));
        return changed;
    }

    private PlanSite of(PlanSite site, Window window) {
        PlanSite changed = most.map(bytes -> site.with(site.load().atMost(bytes))).orElse(site).with(window);
        return notBefore.isPresent() ? changed.notBefore(later(notBefore.get(), site)) : changed;
    }

    /** One that has closed already may be open still. */
    private Window stretched(Window window) {
        if (earlier.isZero() && later.isZero()) return window;
        return at -> window.from(at.equals(Instant.MIN) ? at : at.minus(later)).map(open -> new Interval(
                open.open().equals(Instant.MIN) ? Instant.MIN : open.open().minus(earlier),
                open.close().equals(Instant.MAX) ? Instant.MAX : open.close().plus(later)));
    }

    private static Instant later(Instant at, PlanSite site) {
        return site.terms().notBefore().filter(at::isBefore).orElse(at);
    }
}
