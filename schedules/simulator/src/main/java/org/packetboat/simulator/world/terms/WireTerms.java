package org.packetboat.simulator.world.terms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;

/**
 * What the calls of a world cost: in some worlds a megabyte has a price, in some a month includes a megabyte on one of
 * the wires, and by some routes mail of low priority goes only at some hours. As links of a configuration do, a wire
 * keeps its price and its month whatever routes there are; how much the month includes, and what comes then, may
 * change. Where a month is counted, the wire counts more than goes over it, so that a few letters use it up.
 */
public final class WireTerms {
    /** Each megabyte costs a unit of this. */
    private static final String CURRENCY = "EUR";
    private static final long PER_MEGABYTE = 1_000_000;
    private static final int COUNTED = 100;
    private static final int BELOW = 4;
    /** More than a world can send. */
    private static final int ANY_AMOUNT = 1_000_000;

    private final String metered;
    private final boolean isMetered;
    private final boolean isPriced;
    private final boolean isGraded;

    /** @param metered the wire that a month is counted for, if any is */
    public WireTerms(SplittableRandom random, String metered) {
        this.metered = metered;
        isMetered = random.nextBoolean();
        isPriced = random.nextBoolean();
        isGraded = random.nextBoolean();
    }

    /** At the end everything is open: what its wire costs stays, but all may go. */
    public Route open(Route route) {
        return onItsWire(route, new MonthlyData(ANY_AMOUNT, MonthlyData.Beyond.STOP, ZoneOffset.UTC));
    }

    /** Some terms of its wire and its mail, the same for the same route. */
    public Route some(Route route) {
        long which = route.retry().toSeconds();
        MonthlyData.Beyond beyond = which % 3 == 0 ? MonthlyData.Beyond.PAY : MonthlyData.Beyond.STOP;
        Route on = onItsWire(route, new MonthlyData(1, beyond, ZoneOffset.UTC));
        if (!isGraded || which % 4 > 1) return on;
        MailGrade low = MailGrade.of(BELOW, Openings.every(Duration.ofHours(1), route.retry(), Duration.ofMinutes(25)),
                route.window(), "low");
        return on.on(on.terms().with(new Grades(List.of(low))));
    }

    private Route onItsWire(Route route, MonthlyData month) {
        Route priced = isPriced ? route.on(route.terms().with(tariff(PER_MEGABYTE))) : route;
        if (!isMetered(route.link())) return priced;
        return priced.on(priced.terms().with(new CallBudget(CallLimits.NONE, CallLimits.NONE.with(month))));
    }

    /** A tariff of so many millionths for each megabyte. As if others held from each hour on, calls wait for plans. */
    public static Tariff tariff(long perMegabyte) {
        return new Tariff(CURRENCY, 0, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(0, perMegabyte);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.of(after.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
            }
        });
    }

    private boolean isMetered(String wire) {
        return isMetered && wire.equals(metered);
    }

    /** What a wire counts for what has gone over it. */
    public SessionFigures counted(String wire, SessionFigures real) {
        return isMetered(wire) ? real.withWire(COUNTED * real.wireOut(), COUNTED * real.wireIn()) : real;
    }

    /** Sees that a call was charged what it cost: what a month includes is not, and no more than all of it is. */
    public void check(String node, StatusEvent.SessionEnded call) {
        if (call.charge().isEmpty()) return;
        long wire = call.figures().wireOut() + call.figures().wireIn();
        long bytes = wire == 0 ? call.bytes() : wire;
        Money said = call.charge().get();
        boolean right = isPriced && said.currency().equals(CURRENCY)
                && (isMetered(call.link()) ? said.micros() <= bytes : said.micros() == bytes);
        if (!right) throw new AssertionError(node + ": " + bytes + " bytes were charged " + said + ": " + call);
    }
}
