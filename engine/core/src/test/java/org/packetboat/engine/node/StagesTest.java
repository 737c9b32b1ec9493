package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.stage.StageCommand;
import org.packetboat.engine.status.StatusEvent;

/** A big send in stages, as the head office steers it. */
class StagesTest {
    private static final String SPRING = "spring prices";
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final Reply BUSY = new Reply(450, "4.4.1", "No carrier");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig(policy(Window.ALWAYS));
    private int ended;

    private static Policy policy(Window window) {
        return SimRoutes.policy(with(route("all", IntStream.range(0, 30).mapToObj(i -> "s" + i + ".example")
                .toArray(String[]::new)), window));
    }

    @Test
    void theNextStageBeginsOnceEachSiteOfTheFirstHasItAndThePauseIsOver() {
        QueueId id = send("10%,50%,100%; pause=2h", 20);
        assertEquals(List.of(0, 1), deliverAll());
        rig.pass(HOUR.multipliedBy(2).minusSeconds(1));
        assertEquals(List.of(), deliverAll());
        assertEquals("stage 1 of 3", steered(id).orElseThrow().said());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(range(2, 10), deliverAll());
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(range(10, 20), deliverAll());
        assertEquals(Optional.empty(), steered(id));
        assertEquals(20, rig.queue.ledger().batch(SPRING).orElseThrow().delivered());
        assertEquals(List.of("1 over", "2 begins", "2 over", "3 begins"), told());
    }

    @Test
    void theBoardSaysWhoWaitsForWhichStage() {
        QueueId id = send("1,2,100%", 3);
        assertEquals(List.of("WAITING", "STAGED", "STAGED"), board());
        List<ExpectedEnvelope> waiting = new ArrayList<>();
        rig.node.overview().message(id, waiting::addAll);
        rig.settle();
        assertEquals(Optional.of("waits for stage 3 of its big send, now at stage 1 of 3"),
                waiting.get(2).trouble());
        assertEquals(Optional.empty(), waiting.get(2).arrival());
    }

    @Test
    void msdeadDoesNotRunForWhatWaitsForItsStage() {
        send("1,100%; pause=3d", 2);
        assertEquals(List.of(0), deliverAll());
        rig.replace(policy(SimRoutes.NEVER));
        rig.pass(HOUR.multipliedBy(71));
        assertEquals(List.of("DELIVERED", "STAGED"), board());
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(List.of("DELIVERED", "WAITING"), board());
        rig.pass(HOUR.multipliedBy(10)); // less than msdead since the stage began
        assertEquals(List.of(), rig.events(StatusEvent.Expired.class));
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    @Test
    void tooManyFailuresStopTheRestUntilAnOperatorResumes() {
        QueueId id = send("4,100%; stop-on=2", 20);
        refuse(0);
        assertEquals(StagedSend.State.RUNNING, steered(id).orElseThrow().course().state());
        refuse(1);
        assertEquals("stage 1 of 2, stopped", steered(id).orElseThrow().said());
        assertEquals(List.of(), deliverAll());
        rig.pass(HOUR.multipliedBy(20)); // longer than msdead: what is stopped does not expire
        assertEquals(List.of("FAILED", "FAILED", "PAUSED", "PAUSED", "STAGED"), board().subList(0, 5));
        assertTrue(steer(StageCommand.RESUME).contains("goes on with stage 1 of 2"));
        assertEquals(range(2, 20), deliverAll());
    }

    @Test
    void whatWasMissedByItsWindowIsAFailureAndEndsItsStage() {
        rig.replace(policy(every(HOUR.multipliedBy(6), HOUR, HOUR)));
        QueueId id = send("2,100%; stop-on=2", 4);
        rig.pass(HOUR);
        Envelope taken = rig.line.last().take();
        rig.line.last().deliver(taken);
        rig.line.last().end(new Ending.Unreached(BUSY));
        ended = rig.line.sessions().size();
        rig.pass(HOUR.multipliedBy(2));
        StagedSend send = steered(id).orElseThrow();
        assertEquals(2, send.course().stage());
        assertEquals("[1]", send.course().missed().toString());
    }

    @Test
    void nothingLeavesWhilePausedAndNothingIsReportedAsMissed() {
        rig.replace(policy(every(HOUR.multipliedBy(6), HOUR, HOUR)));
        send("100%", 2);
        assertTrue(steer(StageCommand.PAUSE).contains("is paused at stage 1 of 1; 2 sites do not have it"));
        rig.pass(HOUR.multipliedBy(5));
        assertEquals(0, rig.line.sessions().size());
        assertEquals(List.of(), rig.events(StatusEvent.BatchMissed.class));
        steer(StageCommand.RESUME);
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(List.of(0, 1), deliverAll());
    }

    @Test
    void afterAnAbortNothingLeavesAndWhatIsBeingSentArrives() {
        QueueId id = send("2,100%", 20);
        Envelope first = rig.line.last().take();
        Envelope second = rig.line.last().take();
        assertTrue(steer(StageCommand.ABORT).contains("is aborted; 20 sites do not have it, and will not get it"));
        rig.line.last().deliver(first);
        rig.line.last().settle(second, new Outcome.Deferred(BUSY));
        assertEquals(Optional.empty(), rig.line.last().next());
        rig.line.last().end(new Ending.Finished());
        rig.pass(HOUR.multipliedBy(20));
        assertEquals(1, rig.line.sessions().size());
        assertEquals(List.of(), rig.waiting(id));
        assertEquals(19, rig.events(StatusEvent.Withdrawn.class).size());
        assertEquals(Optional.empty(), steered(id));
        assertEquals(19, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
        assertEquals(0, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void whatWasSentWithoutStagesCanBePausedAndAborted() {
        rig.replace(policy(SimRoutes.NEVER));
        String[] to = {"desk@s1.example", "desk@s2.example"};
        QueueId id = rig.accept(Rig.submission("hq@home.test", to).with(plain()), new byte[100]);
        steer(StageCommand.PAUSE);
        assertEquals(List.of("PAUSED", "PAUSED"), board());
        rig.replace(policy(Window.ALWAYS));
        assertEquals(0, rig.line.sessions().size());
        steer(StageCommand.ABORT);
        assertEquals(List.of(), rig.waiting(id));
    }

    @Test
    void theNextStageCanBeBegunWhateverBecomesOfThisOne() {
        send("1,2,100%; pause=1d", 3);
        assertTrue(steer(StageCommand.NEXT).contains("goes on with stage 2 of 3"));
        assertEquals(List.of(0, 1), deliverAll());
        assertTrue(steer(StageCommand.RESUME).contains("goes on with stage 2 of 3"));
        rig.pass(HOUR);
        assertEquals(List.of(2), deliverAll());
    }

    @Test
    void survivesACrashAtEachMoment() {
        QueueId id = send("10%,50%,100%; pause=2h; stop-on=3", 20);
        rig.crash();
        assertEquals(List.of(0, 1), deliverAll());
        rig.pass(HOUR);
        rig.crash();
        assertEquals(List.of(), deliverAll());
        rig.pass(HOUR);
        rig.crash();
        assertEquals(range(2, 10), deliverAll());
        steer(StageCommand.PAUSE);
        rig.crash();
        rig.pass(HOUR.multipliedBy(30));
        assertEquals(List.of(), deliverAll());
        assertEquals(StagedSend.State.PAUSED, steered(id).orElseThrow().course().state());
        steer(StageCommand.RESUME);
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(range(10, 20), deliverAll());
    }

    @Test
    void aClockThatIsPutRightMakesThePauseNeitherShorterNorLonger() {
        send("1,100%; pause=2h", 2);
        assertEquals(List.of(0), deliverAll());
        rig.shift(Duration.ofDays(400));
        assertEquals(List.of(), deliverAll());
        rig.shift(Duration.ofDays(-800));
        rig.pass(HOUR.multipliedBy(2).minusSeconds(10));
        assertEquals(List.of(), deliverAll());
        rig.pass(Duration.ofSeconds(10));
        assertEquals(List.of(1), deliverAll());
    }

    @Test
    void goesOnOnceTheDiskTakesItAgain() {
        send("1,100%", 2);
        Envelope taken = rig.line.last().take();
        rig.line.last().deliver(taken);
        rig.store.failNext(3);
        rig.pass(HOUR);
        assertEquals(List.of(1), deliverAll());
    }

    @Test
    void whatHasToArriveByATimeComesBackThoughItsStageHasNotBegun() {
        send("1,100%; pause=1d", Optional.of(DeliverBy.orReturn(Rig.START.plus(HOUR.multipliedBy(3)))), 2);
        assertEquals(List.of(0), deliverAll());
        rig.pass(HOUR.multipliedBy(4));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    @Test
    void stagesStandInTheHeaderAndWrongOnesAreRefused() {
        String text = "X-Big-Send: a\r\nX-Big-Send-Stages: 1,100%\r\n\r\n";
        QueueId id = rig.accept(inHeader(), text.getBytes(StandardCharsets.US_ASCII));
        assertEquals(2, steered(id).orElseThrow().plan().stages());
        String wrong = "X-Big-Send: a\r\nX-Big-Send-Stages: ten\r\n\r\n";
        assertEquals(Optional.of(new Receipt.Rejected(new Reply(554, "5.6.0", "X-Big-Send-Stages: found \"ten\"; "
                + "expected stages like 5%,50%,100% or 3,50%,100%, and if wanted ; stop-on=3 ; pause=2h"))),
                rig.submit(inHeader(), wrong.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Submission inHeader() {
        return Rig.submission("hq@home.test", "desk@s0.example", "desk@s1.example")
                .inBigSend(Optional.of(new BigSendName("a")));
    }

    /** What is settled while a command is on its way to the disk is seen by nobody who counts already. */
    @Test
    void whatIsSettledWhileItIsPausedCounts() {
        QueueId id = rig.accept(Rig.submission("hq@home.test", "desk@s1.example").with(plain()), new byte[100]);
        Envelope taken = rig.line.last().take();
        rig.store.defer();
        rig.line.last().deliver(taken);
        steer(StageCommand.PAUSE);
        rig.store.sync();
        rig.settle();
        rig.store.sync();
        rig.settle();
        assertEquals(Optional.empty(), steered(id));
    }

    private static SubmissionOptions plain() {
        return new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName(SPRING)), Optional.empty());
    }

    @Test
    void anotherEditionTakesThePlaceOfWhatWaitsAndNotOfWhatIsBeingSent() {
        QueueId first = send("1,2,100%", 4);
        Envelope sent = rig.line.last().take();
        QueueId other = rig.send("s@home.test", "desk@s3.example");
        QueueId second = send("2,100%; supersedes", 3);
        assertEquals(List.of(0, 3), rig.waiting(first).stream().map(e -> e.id().index()).toList());
        assertEquals(1, rig.waiting(other).size());
        assertEquals(List.of("Replaced by " + second, "Replaced by " + second),
                rig.events(StatusEvent.Withdrawn.class).stream().map(StatusEvent.Withdrawn::why).toList());
        assertEquals(5, rig.queue.ledger().batch(SPRING).orElseThrow().sites());
        assertEquals(0, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
        rig.line.last().settle(sent, new Outcome.Deferred(BUSY)); // it did not arrive: nor is it sent any more
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of(3), rig.waiting(first).stream().map(e -> e.id().index()).toList());
        assertEquals(StagedSend.State.RUNNING, steered(second).orElseThrow().course().state());
    }

    @Test
    void whatIsSentAgainTakesThePlaceOfWhatFailedAndOfNothingElse() {
        QueueId first = send("100%", 3);
        refuse(0);
        List<LedgerEntry> lines = rig.queue.ledger().entries(SPRING);
        assertEquals(List.of(Address.parse("desk@s0.example")), lines.getFirst().missed());
        assertEquals(1, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
        send("100%; resend", 2);
        assertEquals(List.of(1, 2), rig.waiting(first).stream().map(e -> e.id().index()).toList());
        assertEquals(0, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
        assertEquals(4, rig.queue.ledger().batch(SPRING).orElseThrow().sites());
        deliverAll();
        assertEquals(4, rig.queue.ledger().batch(SPRING).orElseThrow().delivered());
    }

    @Test
    void aCrashDoesNotKeepTheOldEdition() {
        rig.replace(policy(SimRoutes.NEVER));
        QueueId first = send("100%; supersedes", 3);
        rig.store.defer();
        QueueId second = sendDeferred("100%; supersedes", 3);
        rig.crash();
        rig.settle();
        assertEquals(List.of(), rig.waiting(first));
        assertEquals(3, rig.waiting(second).size());
    }

    /** Commit A is on disk, and nothing that follows from it. */
    private QueueId sendDeferred(String stages, int sites) {
        String[] to = IntStream.range(0, sites).mapToObj(i -> "desk@s" + i + ".example").toArray(String[]::new);
        Incoming incoming = rig.node.intake().begin(Rig.START);
        incoming.append(new byte[100], 0, 100);
        incoming.commit(Rig.submission("hq@home.test", to).with(options(stages, Optional.empty())), Rig.START, _ -> {});
        rig.store.sync();
        return incoming.id();
    }

    @Test
    void anUnknownBigSendIsNotPaused() {
        assertEquals("no big send is called \"" + SPRING + "\"; nothing changed", steer(StageCommand.PAUSE));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private List<String> told() {
        return rig.events(StatusEvent.BatchStage.class).stream().map(e -> e.stage() + " " + e.what()).toList();
    }

    private QueueId send(String stages, int sites) {
        return send(stages, Optional.empty(), sites);
    }

    private QueueId send(String stages, Optional<DeliverBy> by, int sites) {
        String[] to = IntStream.range(0, sites).mapToObj(i -> "desk@s" + i + ".example").toArray(String[]::new);
        return rig.accept(Rig.submission("hq@home.test", to).with(options(stages, by)), new byte[100]);
    }

    private static SubmissionOptions options(String stages, Optional<DeliverBy> by) {
        return new SubmissionOptions(Priority.NORMAL, Optional.empty(), by, Optional.of(new BigSendName(SPRING)),
                Optional.empty(), Optional.of(Stages.parse(stages)));
    }

    private String steer(StageCommand what) {
        return rig.say(answer -> rig.node.operator().steer(SPRING, what, answer));
    }

    /** The sites that can have it now, by their numbers; each of them gets it. */
    private List<Integer> deliverAll() {
        List<Integer> got = new ArrayList<>();
        while (ended < rig.line.sessions().size()) {
            HandLink.HandSession session = rig.line.sessions().get(ended++);
            for (Optional<Transfer> next = session.next(); next.isPresent(); next = session.next()) {
                got.add(next.get().envelope().id().index());
                session.deliver(next.get().envelope());
            }
            session.end(new Ending.Finished());
        }
        return got.stream().sorted().toList();
    }

    private void refuse(int site) {
        Envelope taken = rig.line.last().take();
        assertEquals(site, taken.id().index());
        rig.line.last().settle(taken, Map.of(taken.recipients().getFirst(), new Outcome.Refused(NO)));
    }

    private List<String> board() {
        List<List<BatchSite>> answers = new ArrayList<>();
        rig.node.overview().batch(SPRING, answers::add);
        rig.settle();
        return answers.getFirst().stream().map(s -> s.state().name()).toList();
    }

    private Optional<StagedSend> steered(QueueId id) {
        return rig.queue.ledger().staged().of(id);
    }
}
