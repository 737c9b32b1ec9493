package org.packetboat.engine.resend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.Repeat;

/** A site has lost its disk: what it had taken is sent again, to it and nobody else, and once. */
class ResendTest extends ResendRig {
    @Test
    void whatASiteHasTakenIsSentAgainUnderItsNameAndOnce() {
        QueueId id = rig.send("s@x.example", "a@east.example", "b@west.example");
        List<Envelope> first = sent();
        String name = Repeat.name(first.getFirst(), rig.queue.body(first.getFirst().message()), "hub.example");
        assertEquals("sends again 1 delivery, 500 bytes, that east has taken since 2026-11-20T00:00:00Z",
                resend("east", Rig.START));
        List<Envelope> again = sent();
        assertEquals(List.of("a@east.example"), to(again));
        assertEquals(id, again.getFirst().message().id());
        assertEquals(name, Repeat.name(again.getFirst(), rig.queue.body(again.getFirst().message()), "hub.example"));
        assertEquals(0, again.getFirst().attempts());
        assertEquals(List.of("resent"),
                rig.events(StatusEvent.Handled.class).stream().map(StatusEvent.Handled::what).toList());
        assertEquals("nothing is left to send again of what east has taken since 2026-11-20T00:00:00Z; 1 more had been "
                + "sent again since then (--again sends them, too)", resend("east", Rig.START));
        assertEquals(List.of(), sent());
    }

    @Test
    void whoAsksTwiceWhileItWaitsSendsItOnce() {
        rig.send("s@x.example", "a@east.example");
        sent();
        resend("east", Rig.START);
        assertTrue(resend(new Resend("east", Rig.START, true, false)).contains("; 1 more had been sent again"));
        assertEquals(1, sent().size());
    }

    @Test
    void aSecondLossIsAskedForByName() {
        rig.send("s@x.example", "a@east.example");
        sent();
        resend("east", Rig.START);
        sent();
        assertTrue(resend(new Resend("east", Rig.START, true, false)).startsWith("sends again 1 delivery"));
        assertEquals(1, sent().size());
        rig.pass(Duration.ofHours(1));
        rig.send("s@x.example", "b@east.example");
        sent();
        assertEquals("sends again 1 delivery, 500 bytes, that east has taken since " + Rig.START.plusSeconds(1800),
                resend("east", Rig.START.plusSeconds(1800)));
        assertEquals(List.of("b@east.example"), to(sent()));
    }

    /** Its loss was after the first repeat: what it took then is wanted without more words. */
    @Test
    void whatWasSentAgainBeforeThatTimeCounts() {
        rig.send("s@x.example", "a@east.example");
        sent();
        resend("east", Rig.START);
        Instant asked = rig.clock.now();
        rig.pass(Duration.ofSeconds(5));
        sent();
        assertTrue(resend("east", asked.plusSeconds(1)).startsWith("sends again 1 delivery"));
    }

    @Test
    void aDryRunChangesNothing() {
        rig.send("s@x.example", "a@east.example");
        sent();
        assertEquals("would send again 1 delivery, 500 bytes, that east has taken since 2026-11-20T00:00:00Z",
                resend(new Resend("east", Rig.START, false, true)));
        assertEquals(List.of(), sent());
        assertTrue(resend("east", Rig.START).startsWith("sends again 1 "));
    }

    @Test
    void onlyWhatWasTakenSinceThenGoes() {
        rig.send("s@x.example", "a@east.example");
        sent();
        rig.pass(Duration.ofHours(1));
        rig.send("s@x.example", "b@east.example");
        sent();
        resend("east", Rig.START.plus(Duration.ofMinutes(30)));
        assertEquals(List.of("b@east.example"), to(sent()));
    }

    @Test
    void aSiteThatNobodyKnowsIsNamed() {
        assertEquals("no route has the site eats; nothing changed", resend("eats", Rig.START));
        assertEquals("nothing is left to send again of what east has taken since 2026-11-20T00:00:00Z",
                resend("east", Rig.START));
        assertEquals("nothing is left to send again of what east has taken since 2036-01-01T00:00:00Z",
                resend("east", Instant.parse("2036-01-01T00:00:00Z")));
    }

    @Test
    void aCrashForgetsNothingAndRepeatsNothing() {
        rig.send("s@x.example", "a@east.example", "b@west.example");
        sent();
        rig.crash();
        resend("east", Rig.START);
        rig.crash();
        assertEquals(List.of("a@east.example"), to(sent()));
        rig.crash();
        assertTrue(resend("east", Rig.START).startsWith("nothing is left"));
        assertEquals(1, bodies());
        rig.pass(DAYS.plusMinutes(5));
        assertEquals(0, bodies());
        assertEquals(0, rig.queue.settled().bytes());
    }

    /** A part of an envelope is kept while the rest waits: asked for, it goes with that. */
    @Test
    void whatWasTakenForSomeJoinsWhatWaits() {
        QueueId id = rig.send("s@x.example", "a@east.example", "b@east.example");
        sent(r -> r.address().localPart().equals("a") ? DELIVERED : LATER);
        assertEquals(1, rig.waiting(id).size());
        resend("east", Rig.START);
        assertEquals(List.of("a@east.example", "b@east.example"), to(rig.waiting(id)));
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of("a@east.example", "b@east.example"), to(sent()));
        assertEquals(1, bodies());
        assertTrue(resend("east", Rig.START).startsWith("sends again 1 delivery"), "b was never sent again");
        assertEquals(List.of("b@east.example"), to(sent()));
        rig.pass(DAYS.plusMinutes(5));
        assertEquals(0, bodies());
    }

    /** The rest comes back to its sender, who is told at once; the bytes stay for what is kept. */
    @Test
    void itIsGivenUpAsIfItHadJustComeIn() {
        QueueId id = rig.accept(Rig.submission("s@x.example", "a@east.example"), new byte[500]);
        sent();
        rig.pass(Duration.ofHours(20));
        resend("east", Rig.START);
        sent(_ -> LATER);
        assertEquals(1, rig.waiting(id).size());
        rig.pass(Duration.ofHours(11));
        assertEquals(1, rig.waiting(id).size());
        rig.pass(Duration.ofHours(2));
        assertEquals(0, rig.waiting(id).size());
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
        assertTrue(resend(new Resend("east", Rig.START, true, false)).startsWith("sends again 1 delivery"));
    }

    /** He knows that it was delivered. */
    @Test
    void itsSenderIsNotToldTwice() {
        Recipient asks = new Recipient(Address.parse("a@east.example"), EnumSet.of(Notify.SUCCESS, Notify.FAILURE),
                Optional.empty());
        rig.accept(Submission.plain(Optional.of(Address.parse("s@x.example")), List.of(asks), "test"), new byte[500]);
        sent();
        int notices = rig.events(StatusEvent.NoticeSent.class).size();
        resend("east", Rig.START);
        List<Envelope> again = sent();
        assertEquals(EnumSet.of(Notify.FAILURE), EnumSet.copyOf(again.getFirst().recipients().getFirst().wanted()));
        assertEquals(notices, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void aBigSendIsOpenAgainForThatSite() {
        rig.accept(Rig.submission("s@x.example", "a@east.example", "b@west.example")
                .with(new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                        Optional.of(new BigSendName("prices")), Optional.empty())),
                new byte[500]);
        sent();
        assertEquals(2, prices().delivered());
        resend("east", Rig.START);
        assertEquals(1, prices().delivered());
        assertEquals(2, prices().sites());
        sent();
        assertEquals(2, prices().delivered());
    }

    private BatchSummary prices() {
        return rig.queue.ledger().batch("prices").orElseThrow();
    }

    @Test
    void theDiskTakesNothingAndLaterAll() {
        rig.send("s@x.example", "a@east.example");
        sent();
        rig.store.failNext(1);
        assertTrue(resend("east", Rig.START).endsWith("; then the disk did not take more: ask again"));
        assertEquals(List.of(), sent());
        assertTrue(resend("east", Rig.START).startsWith("sends again 1 delivery"));
        assertEquals(1, sent().size());
    }

    @Test
    void thousandsGoInSteps() {
        for (int i = 0; i < 450; i++)
            rig.send("s@x.example", "u" + i + "@east.example", "u" + i + "@west.example");
        sent();
        assertTrue(resend("east", Rig.START).startsWith("sends again 450 deliveries, 225000 bytes"));
        assertEquals(450, sent().size());
        assertEquals(450 * 500, rig.queue.settled().bytes());
        rig.pass(DAYS.plusMinutes(5));
        assertEquals(0, bodies());
        assertEquals(0, rig.queue.settled().bytes());
        assertEquals(0, rig.queue.settled().lines());
    }

    @Test
    void whatAnOperatorTakesOutLeavesWhatIsKept() {
        QueueId id = rig.send("s@x.example", "a@east.example");
        sent();
        resend("east", Rig.START);
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(id), answer));
        assertEquals(1, bodies());
        assertTrue(resend(new Resend("east", Rig.START, true, false)).startsWith("sends again"));
        assertEquals(1, sent().size());
    }

    /** More than one batch; the disk fails to read once when the first is durable. */
    @Test
    void aReadThatFailsBetweenTwoBatchesLeavesNothingOut() {
        for (int i = 0; i < 250; i++)
            rig.send("s@x.example", "r" + i + "@east.example");
        assertEquals(250, sent().size());
        boolean[] failed = {false};
        rig.store.beforeReads((family, _) -> {
            if (failed[0] || family != Family.ENVELOPES || rig.events(StatusEvent.Handled.class).isEmpty()) return;
            failed[0] = true;
            throw new StoreException("the disk does not answer", new IllegalStateException("test"));
        });
        assertTrue(resend("east", Rig.START).startsWith("sends again 250 deliveries"));
        assertTrue(failed[0]);
        assertEquals(250, sent().size());
    }
}
