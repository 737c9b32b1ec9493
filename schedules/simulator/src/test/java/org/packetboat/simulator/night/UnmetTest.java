package org.packetboat.simulator.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.simulator.night.Scenes.EVENING;
import static org.packetboat.simulator.night.Scenes.SMOOTH;
import static org.packetboat.simulator.night.Scenes.minute;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.simulator.night.report.NightReport;
import org.packetboat.simulator.parcel.Brought;
import org.packetboat.simulator.parcel.ParcelSize;

/** A site that does not get the batch has a reason. */
class UnmetTest {
    private static final ParcelSize SMALL = new ParcelSize(1000, 1000);

    private static NightOutcome play(Scenario like, SimulatedSite... sites) {
        return new Simulator(scenario(like, sites)).play(1, 1).getFirst();
    }

    private static Scenario scenario(Scenario like, SimulatedSite... sites) {
        return new Scenario(like.night(), like.servers(), List.of(sites), like.lines(), like.expected());
    }

    private static SimulatedSite site(Route route, MailTerms terms) {
        return new SimulatedSite(route, SMALL, SMOOTH, Brought.NOTHING, terms);
    }

    private static MailTerms terms(Optional<Instant> notBefore, Optional<Instant> by, Optional<Instant> returned) {
        return new MailTerms(notBefore, by, returned);
    }

    private static Route open(String name) {
        return Scenes.route(name, 60, 660, AtClose.CUT);
    }

    private static final Scenario LIKE = Scenes.night(1, 1, 1000, SMOOTH, 0);

    private static String said(NightOutcome night) {
        return String.join("\n", new NightReport(LIKE, List.of(night), ZoneOffset.UTC).lines());
    }

    @Test
    void mailThatIsReturnedBeforeItsWindowOpensIsSaidToBe() {
        NightOutcome night = play(LIKE,
                site(open("aged"), terms(Optional.empty(), Optional.empty(), Optional.of(minute(30)))),
                site(open("well"), MailTerms.NONE));
        assertEquals(List.of("aged"), night.missed().stream().map(SiteNight::site).toList());
        assertEquals(Optional.of(new Unmet.Returned(minute(30), false)), night.missed().getFirst().why());
        assertTrue(said(night).contains("aged (returned to its sender at "), said(night));
    }

    @Test
    void aWindowThatDoesNotOpenInTheNightIsNamed() {
        NightOutcome night = play(LIKE, site(Scenes.route("later", 800, 900, AtClose.CUT), MailTerms.NONE),
                site(Scenes.route("over", -90, -30, AtClose.CUT), MailTerms.NONE));
        assertEquals(Optional.of(new Unmet.Closed("night", Optional.of(minute(800)))),
                night.sites().getFirst().why());
        assertEquals(Optional.of(new Unmet.Closed("night", Optional.empty())), night.sites().get(1).why());
        assertTrue(said(night).contains("next at"), said(night));
    }

    @Test
    void whatComesAfterItsDeliverByIsLate() {
        NightOutcome night = play(LIKE,
                site(open("late"), terms(Optional.empty(), Optional.of(minute(50)), Optional.empty())),
                site(open("past"), terms(Optional.empty(), Optional.of(EVENING.minusSeconds(1)), Optional.empty())));
        assertEquals(2, night.sites().stream().flatMap(s -> s.why().stream()).filter(Unmet.Late.class::isInstance)
                .count());
        assertTrue(night.sites().getFirst().arrived().isPresent());
    }

    @Test
    void notBeforeIsKept() {
        NightOutcome night = play(LIKE,
                site(open("rests"), terms(Optional.of(minute(120)), Optional.empty(), Optional.empty())));
        assertTrue(night.isMet());
        assertTrue(night.sites().getFirst().arrived().orElseThrow().isAfter(minute(120)));
    }

    /** The hub keeps to the limits of its calls from the beginning, and says which it was. */
    @Test
    void limitOfCallsIsNamed() {
        List<SimulatedSite> sites = List.of("one", "two", "three").stream().map(name -> {
            Route route = open(name);
            return site(route.on(route.terms().with(new CallBudget(CallLimits.NONE, CallLimits.perDay(2)))),
                    MailTerms.NONE);
        }).toList();
        NightOutcome night = play(LIKE, sites.toArray(SimulatedSite[]::new));
        assertEquals(1, night.missed().size());
        assertTrue(said(night).contains("never: calls-per-day 2 of link modem is reached; no call before"),
                said(night));
        NightOutcome slower = play(LIKE, List.of("one", "two", "three").stream().map(name -> {
            Route route = open(name);
            return site(route.on(route.terms().with(new CallBudget(CallLimits.NONE, CallLimits.perHour(2)))),
                    MailTerms.NONE);
        }).toArray(SimulatedSite[]::new));
        assertTrue(slower.isMet());
        assertTrue(slower.sites().stream().anyMatch(s -> s.arrived().orElseThrow().isAfter(minute(120))), said(slower));
    }

    @Test
    void aLinkThatNoServerCarriesIsNamed() {
        NightOutcome night = play(LIKE, site(open("pinned").servedBy(List.of("elsewhere")), MailTerms.NONE));
        assertEquals(Optional.of(new Unmet.NoLine("modem")), night.sites().getFirst().why());
    }
}
