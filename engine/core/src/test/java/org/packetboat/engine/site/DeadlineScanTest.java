package org.packetboat.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;

/** What is found of mail that waited when the server started. */
class DeadlineScanTest {
    private final Rig rig = new Rig(SimRoutes.policy(SimRoutes.with(SimRoutes.route("far", "*"), SimRoutes.NEVER)));
    private final List<String> seen = new ArrayList<>();
    private Instant now = START;

    @BeforeEach
    void queueIsNotEmpty() {
        for (int i = 0; i < 50; i++)
            send("a.example", 50 + i, 0);
        send("a.example", 7, -3);
        send("b.example", 20, 4);
        send("c.example", 30, 0);
    }

    private QueueId send(String domain, int hours, int priority) {
        return rig.accept(Rig.submission("s@x", "u@" + domain).with(new SubmissionOptions(new Priority(priority),
                Optional.empty(), Optional.of(DeliverBy.notify(START.plus(Duration.ofHours(hours)))),
                Optional.empty(), Optional.empty())), new byte[10]);
    }

    private MailQueue restart() {
        rig.store.crash();
        rig.store = rig.store.reopen();
        return new MailQueue(rig.store);
    }

    private DeadlineScan scan(MailQueue queue, String first, int atOnce) {
        DeadlineScan scan = new DeadlineScan(queue, () -> domain -> domain.name().equals(first), atOnce, 1000);
        queue.domains().forEach(domain -> scan.add(domain, now));
        return scan;
    }

    private void step(DeadlineScan scan) {
        now = now.isBefore(scan.wake().orElseThrow()) ? scan.wake().orElseThrow() : now;
        scan.step(now, domain -> seen.add(domain.domain().name()));
    }

    private void finish(DeadlineScan scan) {
        for (int i = 0; scan.wake().isPresent() && i < 100; i++)
            step(scan);
        assertEquals(Optional.empty(), scan.wake());
    }

    private static String known(MailQueue queue, String domain) {
        DomainQueue found = queue.domain(new Domain(domain));
        return found.isSeen() + " " + Duration.between(START, found.by()).toHours() + " " + found.isUrgent();
    }

    @Test
    void nothingIsKnownBeforeAndAllAfterwards() {
        MailQueue queue = restart();
        assertFalse(queue.domain(new Domain("a.example")).isSeen());
        finish(scan(queue, "", 1000));
        assertEquals(List.of("a.example", "b.example", "c.example"), seen);
        assertEquals("true 7 false", known(queue, "a.example"));
        assertEquals("true 20 true", known(queue, "b.example"));
        assertEquals("true 30 false", known(queue, "c.example"));
    }

    @Test
    void whoseCallsArePricedComesFirst() {
        finish(scan(restart(), "c.example", 1000));
        assertEquals(List.of("c.example", "a.example", "b.example"), seen);
    }

    /** They are known before anybody is called; nobody else has the start wait. */
    @Test
    void theFirstStepDoesMoreForWhoComesFirst() {
        step(scan(restart(), "a.example", 40));
        assertEquals("a.example", seen.getFirst());
        seen.clear();
        step(scan(restart(), "", 40));
        assertEquals(List.of(), seen);
    }

    /** Mail that comes in while a long queue is looked through has its own domain looked at next, once. */
    @Test
    void whoGetsMailMeanwhileComesNext() {
        MailQueue queue = restart();
        DeadlineScan scan = scan(queue, "", 25);
        step(scan);
        scan.add(queue.domain(new Domain("c.example")), now);
        finish(scan);
        assertEquals(List.of("a.example", "c.example", "b.example"), seen);
    }

    /** A step is short however long the queue; the next one goes on where it was, after a rest. */
    @Test
    void aLongQueueIsLookedThroughInPieces() {
        MailQueue queue = restart();
        DeadlineScan scan = scan(queue, "", 40);
        step(scan);
        assertEquals(List.of(), seen);
        assertFalse(queue.domain(new Domain("a.example")).isSeen());
        assertTrue(scan.wake().orElseThrow().isAfter(now));
        scan.step(now, domain -> seen.add(domain.domain().name()));
        assertEquals(List.of(), seen, "it rests");
        finish(scan);
        assertEquals("true 7 false", known(queue, "a.example"));
    }

    @Test
    void whatComesInMeanwhileCountsToo() {
        Envelope some = rig.queue.envelopes(send("a.example", 40, 0)).getFirst();
        MailQueue queue = restart();
        DeadlineScan scan = scan(queue, "", 40);
        step(scan);
        queue.waits(some.timed(Optional.of(DeliverBy.notify(START.plus(Duration.ofHours(3)))), some.life(), START));
        finish(scan);
        assertEquals("true 3 false", known(queue, "a.example"));
    }

    @Test
    void aDiskThatCanNotBeReadIsAskedAgain() {
        MailQueue queue = restart();
        DeadlineScan scan = scan(queue, "", 1000);
        boolean[] broken = {true};
        rig.store.beforeReads((_, _) -> {
            if (broken[0]) throw new StoreException("no such device", new IllegalStateException());
        });
        step(scan);
        assertEquals(List.of(), seen);
        broken[0] = false;
        finish(scan);
        assertEquals("true 7 false", known(queue, "a.example"));
    }

    /** What stands behind the damage gets its place again, and is told of then. */
    @Test
    void damageEndsTheLookAtThatDomain() {
        MailQueue queue = restart();
        rig.store.garble(Family.ORDER, key -> key[0] == 'a' && key[key.length - 5] == 30);
        finish(scan(queue, "", 1000));
        assertTrue(queue.domain(new Domain("a.example")).isSeen());
        assertEquals("true 30 false", known(queue, "c.example"));
    }

    /** The clock went back by a day: nobody waits for the time that it was. */
    @Test
    void aClockThatWentBackDoesNotEndIt() {
        MailQueue queue = restart();
        DeadlineScan scan = scan(queue, "", 40);
        step(scan);
        now = now.minus(Duration.ofDays(1));
        scan.step(now, domain -> seen.add(domain.domain().name()));
        assertEquals("a.example", seen.getFirst());
    }

    @Test
    void aDomainThatCanNotBeReadKeepsNoOtherWaiting() {
        MailQueue queue = restart();
        DeadlineScan scan = scan(queue, "", 1000);
        rig.store.beforeReads((_, key) -> {
            if (key[0] == 'a') throw new StoreException("bad sector", new IllegalStateException());
        });
        for (int i = 0; i < 5; i++)
            step(scan);
        assertEquals(List.of("b.example", "c.example"), seen);
        assertFalse(queue.domain(new Domain("a.example")).isSeen());
    }

    private void take(EnvelopeId id) {
        Envelope gone = rig.queue.envelope(id).orElseThrow();
        rig.queue.change().remove(gone).commit(_ -> {});
    }

    /** The queue is never empty, so nothing else tells that there is more time. */
    @Test
    void whoseFirstMailHasGoneIsLookedThroughAgain() {
        QueueId soon = send("b.example", 2, 4);
        send("b.example", 40, 0);
        DeadlineScan scan = scan(rig.queue, "", 1000);
        assertEquals(Optional.empty(), scan.wake());
        take(new EnvelopeId(soon, 0));
        assertEquals("true 2 true", known(rig.queue, "b.example"));
        rig.queue.domains().forEach(domain -> scan.add(domain, now));
        finish(scan);
        assertEquals(List.of("b.example"), seen);
        assertEquals("true 20 true", known(rig.queue, "b.example"));
    }

    /** The look may have missed it. */
    @Test
    void whatComesInDuringTheSecondLookCounts() {
        QueueId soon = send("a.example", 2, 0);
        DeadlineScan scan = scan(rig.queue, "", 40);
        take(new EnvelopeId(soon, 0));
        rig.queue.domains().forEach(domain -> scan.add(domain, now));
        step(scan);
        assertEquals(List.of(), seen);
        send("a.example", 1, 0);
        finish(scan);
        assertEquals("true 1 false", known(rig.queue, "a.example"));
        scan.add(rig.queue.domain(new Domain("a.example")), now);
        assertTrue(scan.wake().isPresent(), "a third look may tell more");
        finish(scan);
        assertEquals("true 1 false", known(rig.queue, "a.example"));
    }
}
