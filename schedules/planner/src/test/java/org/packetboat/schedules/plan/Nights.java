package org.packetboat.schedules.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;
import org.packetboat.schedules.plan.question.Terms;

/** Questions to ask in tests. Times are minutes from midnight. */
public final class Nights {
    public static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");
    public static final int THREE = 180;
    public static final int SIX = 360;
    private static final long RATE_2400_BAUD = 240;
    /** What brings 84 KB at 2400 baud to the technical note's six minutes. */
    private static final Calling PERFECT = new Calling(Duration.ofMillis(1600), Duration.ZERO, 0);
    private static final Load EDITION = new Load(84 * 1024, Load.UNCOMPRESSED, LineRate.nominal(RATE_2400_BAUD));

    private Nights() {}

    public static Instant at(double minute) {
        return MIDNIGHT.plusMillis(Math.round(minute * 60_000));
    }

    public static Interval between(double open, double close) {
        return new Interval(at(open), at(close));
    }

    public static OpenTimes window(double open, double close) {
        return OpenTimes.of(between(open, close));
    }

    /** A site that takes so many minutes to serve. */
    public static PlanSite site(String name, Window window, int minutes) {
        Load load = new Load(minutes * 60L, Load.UNCOMPRESSED, LineRate.nominal(1));
        return new PlanSite(name, window, "night", "modem", load, Calling.FREE, Terms.NONE);
    }

    /** So many sites like this one. */
    public static List<PlanSite> many(int count, String prefix, Window window, int minutes) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> site(prefix + i, window, minutes)).toList();
    }

    public static List<PlanServer> servers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> PlanServer.withOneLine("hub" + i)).toList();
    }

    /** Asked at midnight about the night until noon. */
    public static PlanQuestion question(List<PlanSite> sites, List<PlanServer> servers) {
        return new PlanQuestion(MIDNIGHT, between(0, 720), sites, servers);
    }

    /** The technical note's 31 routes of 84 KB, in one window from three to six o'clock. */
    public static List<PlanSite> original() {
        return IntStream.rangeClosed(1, 31).mapToObj(i -> new PlanSite("route" + i, window(THREE, SIX), "night",
                "modem", EDITION, PERFECT, Terms.NONE)).toList();
    }

    public static PlanAnswer plan(PlanQuestion question) {
        return new Planner(PlannerSettings.USUAL).plan(question);
    }
}
