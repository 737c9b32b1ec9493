package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.CallPrice;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;

/** What a call has cost is told when it is over, by how long it lasted and what went over the line. */
class CallChargesTest {
    /** Six cents to connect, ten a begun minute, a euro a megabyte. */
    private static final Tariff TARIFF = new Tariff("EUR", 60_000, 0, Duration.ofMinutes(1), new RateTimes() {
        @Override
        public Rates at(Instant at) {
            return new Rates(100_000, 1_000_000);
        }

        @Override
        public Optional<Instant> change(Instant after) {
            return Optional.empty();
        }
    });

    private static Route priced(Route route) {
        return route.on(route.terms().with(TARIFF));
    }

    private static List<String> charges(Rig rig) {
        return rig.events(StatusEvent.SessionEnded.class).stream()
                .map(e -> e.charge().map(Object::toString).orElse("none")).toList();
    }

    @Test
    void aCallIsChargedByItsLengthAndWhatWentOverTheLine() {
        Rig rig = new Rig(policy(priced(route("far", "far.example"))));
        rig.send("s@x", "u@far.example");
        rig.line.last().deliver(rig.line.last().take());
        rig.line.last().tell(SessionFigures.NONE.withWire(9000, 1000));
        rig.pass(Duration.ofSeconds(61));
        rig.line.last().end(new Ending.Finished());
        assertEquals(List.of("0.27 EUR"), charges(rig));
    }

    /** Dialling and ringing cost nothing: 40 s and then 30 s are one minute. */
    @Test
    void aCallIsChargedFromWhenItIsAnswered() {
        Rig rig = new Rig(policy(priced(route("far", "far.example"))));
        rig.send("s@x", "u@far.example");
        rig.pass(Duration.ofSeconds(40));
        rig.line.last().deliver(rig.line.last().take());
        rig.line.last().tell(SessionFigures.NONE.withWire(9000, 1000));
        rig.pass(Duration.ofSeconds(30));
        rig.line.last().end(new Ending.Finished());
        assertEquals(List.of("0.17 EUR"), charges(rig));
    }

    /** A line that counts nothing is charged for its mail. */
    @Test
    void withoutFiguresItsMailIsCharged() {
        Rig rig = new Rig(policy(priced(route("far", "far.example"))));
        rig.send("s@x", 10_000, "u@far.example");
        rig.line.last().deliver(rig.line.last().take());
        rig.line.last().end(new Ending.Dropped(new Reply(450, "4.4.2", "gone")));
        assertEquals(List.of("0.17 EUR"), charges(rig));
    }

    @Test
    void aCallThatReachesNobodyAndOneOverALinkWithoutTariffCostNothing() {
        Rig rig = new Rig(policy(priced(route("far", "far.example")), route("free", "free.example")));
        rig.send("s@x", "u@far.example");
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "busy")));
        rig.send("s@x", "u@free.example");
        rig.line.last().deliverAll();
        assertEquals(List.of("none", "none"), charges(rig));
    }

    @Test
    void whoCallsUsPaysForIt() {
        Route closed = with(with(route("denver", "denver.example"), uucp("denver")), SimRoutes.NEVER);
        Rig rig = new Rig(policy(priced(closed)));
        HandSession caller = rig.line.answer(session -> rig.node.answered("denver", "modem", session));
        rig.send("s@x", "u@denver.example");
        caller.deliver(caller.take());
        caller.end(new Ending.Finished());
        assertEquals(List.of("none"), charges(rig));
    }

    /** What waits takes a few seconds: a minute that has begun, and next to no data. */
    @Test
    void routesTellWhatACallNowWouldCost() {
        Rig rig = new Rig(policy(priced(route("far", "far.example")), route("free", "free.example")));
        List<RouteStatus> told = new ArrayList<>();
        rig.node.overview().routes(told::addAll);
        rig.settle();
        assertEquals(List.of("0.10 EUR/min + 1.00 EUR/MB", "none", "none"), told.stream()
                .map(r -> r.price().map(CallPrice::rates).orElse("none")).toList());
        assertEquals("0.16 EUR", told.getFirst().price().orElseThrow().call().toString());
        assertEquals(Optional.empty(), told.getFirst().price().orElseThrow().until());
    }
}
