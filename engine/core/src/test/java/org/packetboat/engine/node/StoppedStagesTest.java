package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.stage.StageCommand;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** A big send that goes no further by itself: it failed too often, or what steered it is damaged on disk. */
class StoppedStagesTest {
    private static final String SPRING = "spring prices";
    private static final Domain HERE = new Domain("ops.test");
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig(policy());
    private int ended;

    private static Policy policy() {
        String[] sites = IntStream.range(0, 12).mapToObj(i -> "s" + i + ".example").toArray(String[]::new);
        return SimRoutes.policy(route("all", sites), SimRoutes.with(route("ops", HERE.name()), SimRoutes.NEVER))
                .with(new Reporting(Optional.of(Address.parse("ops@" + HERE.name())), Duration.ofDays(90)));
    }

    @Test
    void stopIsToldToTheOperatorByMailOnce() {
        send("4,100%; stop-on=2", 10);
        refuse();
        refuse();
        assertEquals(1, mails().size());
        assertTrue(mails().getFirst().contains("Subject: A big send has stopped\r\n"), mails().getFirst());
        assertTrue(mails().getFirst().contains("has stopped at stage 1 of 2: 2 sites failed or missed their window.\r\n"
                + "8 sites do not have it."), mails().getFirst());
        assertTrue(mails().getFirst().contains("packetboat batch \"spring prices\" --resume"), mails().getFirst());
        rig.pass(HOUR.multipliedBy(2));
        rig.crash();
        rig.pass(HOUR);
        assertEquals(1, mails().size());
    }

    /** The stop and its mail are one batch: a kill takes both away, or none, and no second mail follows. */
    @Test
    void killDoesNotMakeTwoMailsOfAStop() {
        send("4,100%; stop-on=1", 10);
        rig.store.defer();
        refuse();
        for (int i = 0; i < 3; i++) {
            rig.store.sync();
            rig.settle();
        }
        rig.crash();
        rig.pass(HOUR);
        assertEquals(1, mails().size());
        assertEquals(List.of(), deliverAll());
    }

    @Test
    void damagedRecordStopsItsMessageAndNothingElse() {
        QueueId id = send("2,5,100%", 10);
        QueueId other = rig.send("s@home.test", "desk@s11.example");
        garble(id);
        assertEquals(List.of(other), deliverAll().stream().map(Envelope::id).map(e -> e.message()).toList());
        assertEquals(1, mails().size());
        assertTrue(mails().getFirst().contains("its stages can't be read from disk"), mails().getFirst());
        rig.pass(HOUR.multipliedBy(40)); // longer than msdead
        assertEquals(List.of(), deliverAll());
        assertEquals(10, rig.waiting(id).size());
        assertEquals("stage 1 of 2, stopped", steered(id).orElseThrow().said());
        assertTrue(rig.events(StatusEvent.Trouble.class).stream()
                .anyMatch(t -> t.what().startsWith("what steers the stages of " + id + " can't be read: ")));
    }

    @Test
    void damagedRecordIsLedOnByTheOperator() {
        QueueId id = send("2,5,100%", 10);
        garble(id);
        assertTrue(steer(StageCommand.RESUME).contains("goes on with stage 1 of 2; 10 sites do not have it"));
        assertEquals(IntStream.range(0, 10).boxed().toList(), indexes(deliverAll()));
        assertEquals(Optional.empty(), steered(id));
    }

    @Test
    void nextStageAfterDamageIsAllThatWaits() {
        QueueId id = send("2,5,100%", 10);
        garble(id);
        assertTrue(steer(StageCommand.NEXT).contains("goes on with stage 2 of 2"));
        assertEquals(IntStream.range(0, 10).boxed().toList(), indexes(deliverAll()));
        assertEquals(Optional.empty(), steered(id));
    }

    @Test
    void abortAfterDamageTakesOutAllThatWaits() {
        QueueId id = send("2,5,100%", 10);
        garble(id);
        assertTrue(steer(StageCommand.ABORT).contains("is aborted; 10 sites do not have it"));
        rig.pass(HOUR);
        assertEquals(List.of(), rig.waiting(id));
        assertEquals(Optional.empty(), steered(id));
    }

    @Test
    void recordOfALaterVersionIsDamagedToo() {
        QueueId id = send("2,100%", 4);
        rig.store.stage(new Batch().put(Family.META, key(id), new byte[]{9, 9}));
        rig.store.sync();
        rig.crash();
        rig.settle();
        assertEquals(List.of(), deliverAll());
        steer(StageCommand.RESUME);
        assertEquals(List.of(0, 1, 2, 3), indexes(deliverAll()));
    }

    /** Until the disk takes the new record: it may take none for a while. */
    @Test
    void nothingOfADamagedMessageLeavesBeforeItsRecordIsMadeAnew() {
        QueueId id = send("2,100%", 4);
        QueueId other = rig.send("s@home.test", "desk@s11.example");
        rig.store.garble(Family.META, key -> text(key).equals(text(key(id))));
        rig.store.crash();
        MailQueue found = new MailQueue(rig.store.reopen());
        assertTrue(found.ledger().staged().isStopped(new EnvelopeId(id, 0)));
        assertFalse(found.ledger().staged().isStopped(new EnvelopeId(other, 0)));
    }

    /** The record is made anew once, whatever kill comes between. */
    @Test
    void killAfterDamageChangesNothing() {
        QueueId id = send("2,100%", 4);
        garble(id);
        rig.crash();
        rig.pass(HOUR);
        rig.crash();
        assertEquals(List.of(), deliverAll());
        assertEquals("stage 1 of 2, stopped", steered(id).orElseThrow().said());
        assertEquals(1, mails().size());
        steer(StageCommand.NEXT);
        assertEquals(List.of(0, 1, 2, 3), indexes(deliverAll()));
    }

    @Test
    void recordOfWhatIsSettledIsForgotten() {
        QueueId id = send("2,100%", 2);
        QueueId damaged = send("1,100%", 3);
        steer(StageCommand.ABORT);
        rig.pass(HOUR);
        assertEquals(List.of(), rig.waiting(damaged));
        rig.store.stage(new Batch().put(Family.META, key(id), new byte[]{9, 9}));
        rig.store.sync();
        rig.crash();
        rig.pass(HOUR);
        assertEquals(List.of(), mails());
        assertTrue(rig.store.keys(Family.META).stream().noneMatch(key -> text(key).equals(text(key(id)))));
    }

    /** The machine restarts, and finds it damaged. */
    private void garble(QueueId id) {
        rig.store.garble(Family.META, key -> text(key).equals(text(key(id))));
        ended = rig.line.sessions().size();
        rig.crash();
        rig.settle();
    }

    private static byte[] key(QueueId id) {
        return ByteBuffer.allocate(14).put("stage\0".getBytes(StandardCharsets.US_ASCII))
                .putLong(id.number()).array();
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.ISO_8859_1);
    }

    /** What waits for the operator. */
    private List<String> mails() {
        return new Waiting(rig.queue, HERE).stream().map(e -> rig.text(e.message())).toList();
    }

    private QueueId send(String stages, int sites) {
        String[] to = IntStream.range(0, sites).mapToObj(i -> "desk@s" + i + ".example").toArray(String[]::new);
        SubmissionOptions options = new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName(SPRING)), Optional.empty(), Optional.of(Stages.parse(stages)));
        return rig.accept(Rig.submission("hq@home.test", to).with(options), new byte[100]);
    }

    private String steer(StageCommand what) {
        return rig.say(answer -> rig.node.operator().steer(SPRING, what, answer));
    }

    private void refuse() {
        Envelope taken = rig.line.last().take();
        rig.line.last().settle(taken, Map.of(taken.recipients().getFirst(), new Outcome.Refused(NO)));
    }

    /** What can be had now; all of it arrives. */
    private List<Envelope> deliverAll() {
        List<Envelope> got = new ArrayList<>();
        while (ended < rig.line.sessions().size()) {
            HandLink.HandSession session = rig.line.sessions().get(ended++);
            for (Optional<Transfer> next = session.next(); next.isPresent(); next = session.next()) {
                got.add(next.get().envelope());
                session.deliver(next.get().envelope());
            }
            session.end(new Ending.Finished());
        }
        return got;
    }

    private static List<Integer> indexes(List<Envelope> envelopes) {
        return envelopes.stream().map(e -> e.id().index()).sorted().toList();
    }

    private Optional<StagedSend> steered(QueueId id) {
        return rig.queue.ledger().staged().of(id);
    }
}
