package org.packetboat.schedules.plan.question;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.tariff.Tariff;

/**
 * What limits the calls to a site beside its windows, and what they cost.
 *
 * @param calls  how many calls, and how long
 * @param callee what these count
 * @param rate   how many messages it may be handed in a time; empty for any number
 * @param mails  how many wait for it, at least 1
 * @param tariff what its calls cost
 * @param included bytes on the line that cost nothing, of those that a month includes
 */
public record Allowance(CallBudget calls, Callee callee, Optional<MaxRate> rate, long mails,
        Optional<Tariff> tariff, long included) {
    /** Nothing does. */
    public static final Allowance NONE = new Allowance(CallBudget.NONE, new Callee("", "", ""), Optional.empty(), 1);

    /** @throws IllegalArgumentException if there is no mail */
    public Allowance {
        if (mails < 1) throw new IllegalArgumentException(mails + " mails; expected 1 or more");
    }

    /** One whose calls cost nothing. */
    public Allowance(CallBudget calls, Callee callee, Optional<MaxRate> rate, long mails) {
        this(calls, callee, rate, mails, Optional.empty(), 0);
    }

    /** The same at this price. */
    public Allowance at(Tariff price) {
        return new Allowance(calls, callee, rate, mails, Optional.of(price), included);
    }

    /** The same, so many bytes costing nothing. */
    public Allowance including(long bytes) {
        return new Allowance(calls, callee, rate, mails, tariff, bytes);
    }

    /** The same, its calls costing nothing. */
    Allowance free() {
        return new Allowance(calls, callee, rate, mails);
    }

    /** A route's site with so many mails. */
    public static Allowance of(String site, Route route, long mails) {
        return new Allowance(route.terms().calls(), Callee.of(site, route.transport().number(), route.link()),
                route.terms().maxRate(), mails, route.terms().tariff(), 0);
    }

    /** How long one call may last. */
    public Optional<Duration> longestCall() {
        return Stream.of(calls.longestCall(), calls.far().minutesPerDay(), calls.link().minutesPerDay())
                .flatMap(Optional::stream).min(Duration::compareTo);
    }

    /** How many calls its mail takes by its rate, at least. */
    public long callsByRate() {
        return rate.map(r -> Math.ceilDiv(mails, (long) r.mails())).orElse(1L);
    }

    /** From the begin of one of these calls to that of the next. */
    public Duration betweenCalls() {
        return rate.filter(_ -> callsByRate() > 1).map(MaxRate::per).orElse(Duration.ZERO);
    }

    /** Whether these limits count calls or minutes. */
    public static boolean count(CallLimits limits) {
        return Stream.of(limits.callsPerHour(), limits.callsPerDay(), limits.minutesPerDay())
                .anyMatch(Optional::isPresent);
    }
}
