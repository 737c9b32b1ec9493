package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.node.OfferRig.MOST;
import static org.packetboat.engine.node.OfferRig.ask;
import static org.packetboat.engine.node.OfferRig.drawings;
import static org.packetboat.engine.node.OfferRig.large;
import static org.packetboat.engine.node.OfferRig.notBefore;
import static org.packetboat.engine.node.OfferRig.offering;
import static org.packetboat.engine.node.OfferRig.offers;
import static org.packetboat.engine.node.OfferRig.refusal;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.offer.OfferedMail;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;

/** Offers of large mail where something comes between: other mail, other routes, stages, and many domains. */
class OfferTroubleTest {
    private static Route east() {
        return offering(route("east", "east.example"), MOST);
    }

    private static List<QueueId> offered(Rig rig) {
        return rig.queue.offers().all().stream().map(o -> o.id().message()).distinct().toList();
    }

    @Test
    void whatMayBeSentLaterIsOfferedThenThoughOtherMailCameBefore() {
        Rig rig = new Rig(policy(east(), route("back", "x.example")));
        QueueId later = rig.accept(notBefore(rig, Duration.ofHours(2)), drawings());
        rig.pass(Duration.ofHours(1));
        QueueId other = large(rig, "b@east.example");
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(other), offered(rig));
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(later, other), offered(rig));
    }

    /** The calls of the other route cost less at some hours: urgent mail that goes by it does not wait for these. */
    @Test
    void whatIsUrgentAndNoLongerOnlyOfferedWaitsForNoCheaperHour() {
        Route dear = route("dear", "east.example").withCost(5);
        Rig rig = new Rig(policy(east().withCost(1), dear.on(dear.terms().with(hourly())), route("back", "x.example")));
        QueueId large = rig.accept(Rig.submission("s@x.example", "a@east.example").with(
                SubmissionOptions.NONE.withPriority(new Priority(4))), drawings());
        rig.pass(Duration.ofSeconds(1));
        rig.line.last().deliverAll();
        rig.send("s@x.example", "b@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.line.last().end(new Ending.Unreached(new Reply(451, "4.4.1", "no carrier")));
        rig.pass(Duration.ofSeconds(10));
        assertEquals(List.of("east", "east", "dear"), rig.line.called());
        assertEquals(large, rig.line.last().take().message().id());
    }

    private static Tariff hourly() {
        return new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(at.getEpochSecond() / 3600 % 2 == 0 ? 100_000 : 200_000, 0);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.of(after.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
            }
        });
    }

    /** Each mail is looked at when its time comes, not all of them each time. */
    @Test
    void aReminderIsAboutOneMail() {
        Rig rig = new Rig(policy(with(east(), NEVER), route("back", "x.example")));
        for (int i = 1; i <= 200; i++)
            rig.accept(notBefore(rig, Duration.ofMinutes(60 + i)), drawings());
        rig.pass(Duration.ofMinutes(60));
        AtomicInteger reads = new AtomicInteger();
        rig.store.beforeReads((family, _) -> {
            if (family == Family.ENVELOPES) reads.incrementAndGet();
        });
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, offered(rig).size());
        assertTrue(reads.get() < 50, "envelopes read: " + reads);
    }

    /** The line of the usual route is dead; the dear one carries large mail only when it is asked for. */
    @Test
    void aRouteThatTakesOverOffers() {
        Rig rig = new Rig(policy(route("main", "east.example").withCost(1),
                offering(route("sat", "east.example"), MOST).withCost(5), route("back", "x.example")));
        QueueId large = large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.line.last().end(new Ending.Unreached(new Reply(451, "4.4.1", "no carrier")));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of(large), offered(rig));
        assertEquals(1, offers(rig).size());
    }

    @Test
    void whatWasAskedForStaysSoThoughItsRouteIsRenamed() {
        Rig rig = new Rig(policy(east(), route("back", "x.example")));
        QueueId large = large(rig, "a@east.example");
        String address = ask(offers(rig).getFirst());
        assertEquals("taken", refusal(ask(rig, "a@east.example", address, "")));
        rig.replace(policy(offering(route("orient", "east.example"), MOST), route("back", "x.example")));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(true), rig.queue.offers().of(large).stream().map(OfferedMail::asked).toList());
    }

    /** To be asked for is the affair of its recipients: it neither stops the stages nor keeps them. */
    @Test
    void noStageStopsForWhatNobodyAsksFor() {
        Route shut = with(east(), every(Duration.ofHours(4), Duration.ofHours(1), Duration.ofHours(1)));
        Rig rig = new Rig(policy(shut, offering(route("west", "west.example"), MOST), route("back", "x.example")));
        SubmissionOptions staged = new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName("spring")), Optional.empty(),
                Optional.of(Stages.parse("1,100%; stop-on=1")));
        rig.accept(Rig.submission("s@x.example", "a@east.example", "a@west.example").with(staged), drawings());
        rig.pass(Duration.ofHours(1));
        assertEquals(1, rig.queue.offers().all().size());
        rig.line.last().end(new Ending.Unreached(new Reply(451, "4.4.1", "no carrier")));
        rig.pass(Duration.ofHours(2));
        assertEquals(List.of("east"),
                rig.events(StatusEvent.WindowMissed.class).stream().map(StatusEvent.WindowMissed::site).toList());
        assertEquals(List.of(), rig.events(StatusEvent.BatchStage.class));
    }

    /** Also in a later life; nobody else gets in by guessing. */
    @Test
    void anAnswerIsAwaitedFromWhoeverKnowsTheAddressAsLongAsTheMailWaits() {
        Rig rig = new Rig(policy(east(), route("back", "x.example")));
        QueueId large = large(rig, "a@east.example");
        Address address = Address.parse(ask(offers(rig).getFirst()));
        rig.crash();
        assertTrue(rig.node.intake().awaitsAnswer(address));
        Address guessed = new Address(address.localPart().replaceFirst(".$", "z"), address.domain());
        assertFalse(rig.node.intake().awaitsAnswer(guessed));
        assertFalse(rig.node.intake().awaitsAnswer(Address.parse("a@east.example")));
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(large), answer));
        assertFalse(rig.node.intake().awaitsAnswer(address));
    }

    @Test
    void aSiteOfManyDomainsGetsOneAddressToAnswer() {
        String[] domains = IntStream.range(0, 300).mapToObj(i -> "d" + i + ".example").toArray(String[]::new);
        Rig rig = new Rig(policy(offering(route("east", domains), MOST), route("back", "x.example")));
        QueueId large = large(rig,
                IntStream.range(0, 300).mapToObj(i -> "a@d" + i + ".example").toArray(String[]::new));
        rig.pass(Duration.ofSeconds(5));
        List<String> addresses = offers(rig).stream().map(OfferRig::ask).distinct().toList();
        assertEquals(1, addresses.size());
        ask(rig, "a@d0.example", addresses.getFirst(), "");
        assertEquals(300, rig.queue.offers().of(large).stream().filter(OfferedMail::asked).count());
    }
}
