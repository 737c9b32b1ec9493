package org.packetboat.engine.resend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.QueueRepair;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import java.util.Map;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** What sites have taken is kept for a while, with its bytes, and goes. */
class SettledTest extends ResendRig {
    @Test
    void withoutTheKeyNothingIsKept() {
        rig.replace(keeping(Duration.ZERO, 1));
        rig.send("s@x.example", "a@east.example");
        sent();
        assertEquals(0, bodies());
        assertEquals("nothing is kept: keep-settled is not configured; nothing changed", resend("east", Rig.START));
    }

    @Test
    void itGoesWithItsBytesWhenItsTimeIsOver() {
        rig.send("s@x.example", "a@east.example", "b@west.example");
        sent();
        assertEquals(1, bodies());
        assertEquals(2, rig.queue.settled().lines());
        assertEquals(500, rig.queue.settled().bytes());
        rig.pass(DAYS.plusMinutes(10));
        assertEquals(0, rig.queue.settled().lines());
        assertEquals(0, rig.queue.settled().bytes());
        assertEquals(0, bodies());
        rig.pass(Duration.ofHours(1));
        String said = resend("east", Rig.START);
        assertTrue(said.contains("; what was taken before 2026-11-20T00:0"), said);
    }

    @Test
    void theOldestGoesWhenThereIsTooMuch() {
        rig.replace(keeping(DAYS, 1200));
        for (String who : List.of("a", "b", "c")) {
            rig.send("s@x.example", who + "@east.example");
            sent();
        }
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1000, rig.queue.settled().bytes());
        resend("east", Rig.START);
        assertEquals(List.of("b@east.example", "c@east.example"), to(sent()));
    }

    @Test
    void whenThereIsNoRoomForMailNothingIsKept() {
        rig.send("s@x.example", "a@east.example");
        sent();
        rig.node.refuseMailWhile(() -> true);
        rig.pass(Duration.ofMinutes(2));
        assertEquals(0, bodies());
    }

    @Test
    void withoutTheKeyWhatWasKeptGoes() {
        rig.send("s@x.example", "a@east.example");
        sent();
        rig.replace(keeping(Duration.ZERO, 1));
        rig.pass(Duration.ofMinutes(5));
        assertEquals(0, bodies());
        rig.crash();
        assertTrue(rig.queue.settled().isEmpty());
    }

    @Test
    void theRestMayFail() {
        QueueId id = rig.send("s@x.example", "a@east.example", "b@east.example");
        sent(r -> r.address().localPart().equals("a") ? DELIVERED : LATER);
        rig.pass(Duration.ofHours(13));
        assertEquals(List.of(), rig.waiting(id));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
        sent();
        resend("east", Rig.START);
        List<Envelope> again = sent();
        assertEquals(List.of("a@east.example"), to(again));
        assertEquals(500, rig.text(again.getFirst().message()).length());
        rig.pass(DAYS.plusMinutes(5));
        assertEquals(0, bodies());
    }

    @Test
    void aMessageToManySitesIsCountedOnceAndGoesWithTheLast() {
        QueueId id = rig.send("s@x.example", "a@east.example", "b@west.example", "c@local.example");
        sent();
        rig.outlet.last().deliverAll();
        assertEquals(500, rig.queue.settled().bytes());
        assertEquals(3, rig.queue.settled().kept(id).size());
        assertFalse(resend("local", Rig.START).startsWith("nothing"));
    }

    @Test
    void aQueueThatWasDamagedIsMadeWhole() {
        rig.send("s@x.example", "a@east.example", "b@west.example");
        sent();
        long changes = QueueRepair.run(rig.store).changes();
        assertEquals(0, changes);
        rig.store.stage(new Batch().deleteRange(Family.META, "settledat\0".getBytes(), "settledat\1".getBytes())
                .add("Sb".getBytes(), 7));
        assertEquals(3, QueueRepair.run(rig.store).changes());
        rig.crash();
        assertEquals(500, rig.queue.settled().bytes());
        assertTrue(resend("east", Rig.START).startsWith("sends again 1 delivery"));
    }

    @Test
    void reportsBetweenServersAreNotKept() {
        rig.accept(Submission.plain(Optional.empty(), List.of(Recipient.of("packetboat-status@east.example")),
                Message.REPORT), new byte[100]);
        sent();
        assertEquals(0, bodies());
    }

    /** Whether its envelope waits can't be read: its bytes stay. */
    @Test
    void damageKeepsTheBytes() {
        rig.send("s@x.example", "a@east.example");
        sent();
        resend("east", Rig.START);
        rig.store.garble(Family.ENVELOPES, _ -> true);
        rig.pass(DAYS.plusMinutes(10));
        assertEquals(0, rig.queue.settled().lines());
        assertEquals(1, bodies());
    }

    /** Whether more of it waits can't be read: what a site has refused is settled all the same. */
    @Test
    void damageHoldsUpNoRefusal() {
        rig.send("s@x.example", "a@west.example");
        sent(_ -> DELIVERED);
        QueueId both = rig.send("s@x.example", "a@east.example", "b@west.example");
        HandSession session = rig.line.last();
        Envelope first = session.next().orElseThrow().envelope();
        rig.store.garble(Family.ENVELOPES, key -> ByteBuffer.wrap(key).getLong() == both.number());
        Recipient to = first.recipients().getFirst();
        session.settle(first, Map.of(to, new Outcome.Refused(new Reply(550, "5.1.1", "No such user"))));
        session.end(new Ending.Finished());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(0, rig.depth(to.address().domain().name()));
    }

    private void garbleLine(int number) {
        byte[] line = rig.store.keys(Family.META).stream().filter(key -> new String(key).startsWith("settledat\0"))
                .skip(number).findFirst().orElseThrow();
        rig.store.garble(Family.META, key -> Arrays.equals(key, line));
    }

    private void threeTakenOneAfterTheOther() {
        for (String who : List.of("a", "b", "c")) {
            rig.send("s@x.example", who + "@east.example");
            sent();
            rig.pass(Duration.ofMinutes(1));
        }
    }

    /** One block that can't be read would have all that is kept behind it stay for ever. */
    @Test
    void whatIsBehindADamagedBlockGoes() {
        threeTakenOneAfterTheOther();
        garbleLine(0);
        rig.pass(DAYS.plusMinutes(30));
        assertEquals(1, rig.queue.settled().lines(), "the one that can't be read");
        assertEquals(1, bodies());
    }

    @Test
    void whatIsBehindADamagedBlockIsSentAgain() {
        threeTakenOneAfterTheOther();
        garbleLine(0);
        resend("east", Rig.START);
        assertEquals(List.of("b@east.example", "c@east.example"), to(sent()));
    }

    /** What can be read before it is gone through first. */
    @Test
    void whatIsOnBothSidesOfADamagedBlockIsSentAgain() {
        threeTakenOneAfterTheOther();
        garbleLine(1);
        assertTrue(resend("east", Rig.START).startsWith("sends again 2 deliveries"));
        assertEquals(List.of("a@east.example", "c@east.example"), to(sent()));
    }

    @Test
    void whatIsOnBothSidesOfADamagedBlockGoes() {
        threeTakenOneAfterTheOther();
        garbleLine(1);
        rig.pass(DAYS.plusMinutes(30));
        assertEquals(1, rig.queue.settled().lines(), "the one that can't be read");
    }

    @Test
    void whatFollowsADamagedBlockInTheSameSecondIsSentAgain() {
        for (String who : List.of("a", "b", "c"))
            rig.send("s@x.example", who + "@east.example");
        sent(_ -> {
            rig.pass(Duration.ofMillis(100));
            return DELIVERED;
        });
        garbleLine(1);
        resend("east", Rig.START);
        assertEquals(List.of("a@east.example", "c@east.example"), to(sent()));
    }
}
