package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.stage.StageCommand;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;

/** Big sends in stages on bad days: wrong clocks, damaged disks, sites that are dead. */
class StageTroubleTest {
    private static final String SPRING = "spring prices";
    private static final Reply BUSY = new Reply(450, "4.4.1", "No carrier");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration CENTURY = Duration.ofDays(37_986);

    private final Rig rig = new Rig(policy(Window.ALWAYS));
    private int ended;

    private static Policy policy(Window window) {
        return SimRoutes.policy(with(route("all", IntStream.range(0, 30).mapToObj(i -> "s" + i + ".example")
                .toArray(String[]::new)), window));
    }

    @Test
    void ordinaryMailIsNotStagedThoughTheClockIsFarAhead() {
        rig.replace(policy(SimRoutes.NEVER));
        rig.shift(CENTURY.plus(Duration.ofDays(20_000)));
        QueueId id = rig.send("hq@home.test", "desk@s0.example");
        rig.pass(HOUR);
        assertEquals(List.of(), rig.events(StatusEvent.Expired.class));
        assertEquals(List.of(false), rig.waiting(id).stream().map(Envelope::waitsForStage).toList());
    }

    @Test
    void aStageBeginsThoughItsMailCameInByAClockACenturyAhead() {
        rig.shift(CENTURY);
        send("1,100%", 2);
        rig.shift(CENTURY.negated());
        assertEquals(List.of(0, 1), deliverAll());
    }

    @Test
    void whatIsSetAsideHasFailedAndEndsItsStage() {
        QueueId id = send("2,100%", 4);
        rig.queue.noteUnhandled(new EnvelopeId(id, 1), new IllegalStateException("a bug"));
        rig.settle();
        assertEquals(List.of(0, 2, 3), deliverAll());
        assertEquals(1, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
        assertEquals(List.of(Address.parse("desk@s1.example")), missed(id));
        assertEquals(Optional.empty(), steered(id));
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(id), answer));
        assertEquals(List.of(Address.parse("desk@s1.example")), missed(id));
        assertEquals(1, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
    }

    @Test
    void whatCannotBeReadHasFailedAndCountsForTheLimit() {
        QueueId id = send("2,100%; stop-on=1", 4);
        rig.store.garble(Family.ENVELOPES, key -> of(id).test(key) && key[key.length - 1] == 1);
        assertEquals(List.of(0), deliverAll());
        rig.pass(HOUR);
        assertEquals("stage 1 of 2, stopped", steered(id).orElseThrow().said());
        assertEquals(1, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
    }

    /** Versions before this wrote nothing into the ledger when mail was set aside. */
    @Test
    void anOpenLineWithoutMailEndsAnAbort() {
        rig.replace(policy(SimRoutes.NEVER));
        QueueId id = send("2,100%", 4);
        rig.queue.change().bury(rig.waiting(id).get(1)).commit(_ -> {});
        rig.crash();
        steer(StageCommand.ABORT);
        rig.pass(HOUR);
        assertEquals(Optional.empty(), steered(id));
    }

    @Test
    void aDamagedLedgerEndsNoStages() {
        QueueId id = send("1,100%; pause=2h", 2);
        rig.store.garble(Family.LEDGER, _ -> true);
        rig.crash();
        assertEquals(List.of(0), deliverAll());
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(List.of(1), deliverAll());
        assertEquals(Optional.empty(), steered(id));
    }

    @Test
    void aSiteBehindAThousandOtherMailsIsMissedAllTheSame() {
        rig.replace(policy(SimRoutes.NEVER));
        for (int i = 0; i < 1001; i++)
            rig.send("hq@home.test", 10, "desk@s1.example");
        QueueId id = send("2,100%", 4);
        rig.replace(policy(every(HOUR.multipliedBy(6), HOUR, HOUR)));
        rig.pass(HOUR.multipliedBy(3));
        assertEquals("[0, 1]", steered(id).orElseThrow().course().missed().toString());
    }

    @Test
    void aSiteThatIsAlwaysOpenAndNeverAnswersIsMissedAfterADay() {
        rig.replace(longLived());
        QueueId id = send("2,100%", 4);
        Envelope first = rig.line.last().take();
        rig.line.last().deliver(first);
        rig.line.last().end(new Ending.Unreached(BUSY));
        rig.pass(HOUR.multipliedBy(23));
        assertEquals("stage 1 of 2", steered(id).orElseThrow().said());
        rig.pass(HOUR.multipliedBy(3));
        assertEquals("stage 2 of 2", steered(id).orElseThrow().said());
        assertEquals("[1]", steered(id).orElseThrow().course().missed().toString());
    }

    private static Policy longLived() {
        return SimRoutes.policy(SimRoutes.withTimes(route("all", IntStream.range(0, 30)
                .mapToObj(i -> "s" + i + ".example").toArray(String[]::new)), HOUR, Duration.ofDays(5)));
    }

    @Test
    void failuresStopASingleStageAndTheLastOne() {
        QueueId single = send("100%; stop-on=2", 5);
        refuse();
        assertEquals("stage 1 of 1", steered(single).orElseThrow().said());
        refuse();
        assertEquals("stage 1 of 1, stopped", steered(single).orElseThrow().said());
        steer(StageCommand.ABORT);
        rig.line.last().end(new Ending.Finished());
        ended = rig.line.sessions().size();
        QueueId last = send("1,100%; stop-on=2; pause=1m", 5);
        assertEquals(List.of(0), deliverAll());
        rig.pass(Duration.ofMinutes(1));
        refuse();
        refuse();
        assertEquals("stage 2 of 2, stopped", steered(last).orElseThrow().said());
    }

    /** There is nothing left that this would protect: they are tried again in their next windows. */
    @Test
    void whoIsMissedInTheLastStageStopsNothing() {
        rig.replace(policy(every(HOUR.multipliedBy(6), HOUR, HOUR)));
        QueueId id = send("100%; stop-on=2", 4);
        rig.pass(HOUR);
        rig.line.last().end(new Ending.Unreached(BUSY));
        rig.pass(HOUR.multipliedBy(2));
        assertEquals("stage 1 of 1", steered(id).orElseThrow().said());
    }

    @Test
    void theNightIsPlannedForWhatMayGoAndNotForWhatStagesHoldBack() {
        rig.replace(policy(SimRoutes.NEVER));
        QueueId other = rig.send("hq@home.test", "desk@s1.example");
        QueueId id = send("1,100%; pause=1h", 3);
        long size = rig.waiting(id).getFirst().message().size();
        long beside = rig.waiting(other).getFirst().message().size();
        SiteLoad first = rig.loads().getFirst();
        assertEquals(Map.of(new Domain("s0.example"), size, new Domain("s1.example"), beside), first.domains());
        assertEquals(List.of(2L, size + beside), List.of(first.mails(), first.bytes()));
        steer(StageCommand.PAUSE);
        SiteLoad paused = rig.loads().getFirst();
        assertEquals(Map.of(new Domain("s1.example"), beside), paused.domains());
        assertEquals(List.of(1L, beside), List.of(paused.mails(), paused.bytes()));
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(other), answer));
        assertEquals(List.of(), rig.loads());
        steer(StageCommand.RESUME);
        steer(StageCommand.NEXT);
        rig.settle();
        assertEquals(List.of(3L, 3 * size), List.of(rig.loads().getFirst().mails(), rig.loads().getFirst().bytes()));
    }

    /** Its deliver-by makes nobody be called at any price before its stage begins; neither does it after a restart. */
    @Test
    void deliverByOfWhatWaitsForItsStageCountsFromItsStageOn() {
        rig.replace(policy(SimRoutes.NEVER));
        Instant by = Rig.START.plus(HOUR);
        SubmissionOptions options = new SubmissionOptions(Priority.NORMAL, Optional.empty(),
                Optional.of(DeliverBy.notify(by)), Optional.of(new BigSendName(SPRING)), Optional.empty(),
                Optional.of(Stages.parse("1,100%; pause=1d")));
        rig.accept(Rig.submission("hq@home.test", "desk@s0.example", "desk@s1.example").with(options), new byte[100]);
        assertEquals(List.of(by, Instant.MAX), List.of(neededBy("s0.example"), neededBy("s1.example")));
        rig.crash();
        assertEquals(List.of(by, Instant.MAX), List.of(neededBy("s0.example"), neededBy("s1.example")));
        steer(StageCommand.NEXT);
        assertEquals(by, neededBy("s1.example"));
    }

    private Instant neededBy(String domain) {
        return rig.queue.domain(new Domain(domain)).by();
    }

    private void refuse() {
        Envelope taken = rig.line.last().take();
        rig.line.last().settle(taken, new Outcome.Refused(new Reply(550, "5.1.1", "No such user")));
    }

    /** Keys that begin with this message's id. */
    private static Predicate<byte[]> of(QueueId id) {
        return key -> ByteBuffer.wrap(key).getLong() == id.number();
    }

    private List<Address> missed(QueueId id) {
        return rig.queue.ledger().entries(SPRING, id).stream().flatMap(line -> line.missed().stream()).toList();
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

    private Optional<StagedSend> steered(QueueId id) {
        return rig.queue.ledger().staged().of(id);
    }

    /** The sites that can have it now, by their numbers; each of them gets it. */
    private List<Integer> deliverAll() {
        List<Integer> got = new ArrayList<>();
        while (ended < rig.line.sessions().size()) {
            HandLink.HandSession session = rig.line.sessions().get(ended++);
            Stream.generate(session::next).takeWhile(Optional::isPresent).flatMap(Optional::stream)
                    .map(Transfer::envelope).forEach(e -> {
                        got.add(e.id().index());
                        session.deliver(e);
                    });
            session.end(new Ending.Finished());
        }
        return got.stream().sorted().toList();
    }
}
