package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;

/** A big send, as the head office follows it. */
class BigSendTest {
    private static final String SPRING = "spring prices";
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final Reply BUSY = new Reply(450, "4.4.1", "No carrier");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig(policy(Optional.empty()));

    private static Policy policy(Optional<Address> operator) {
        return SimRoutes.policy(route("east", "east.example"),
                with(route("west", "west.example", "far.west.example"), every(Duration.ofHours(6), HOUR, HOUR)),
                with(route("south", "south.example"), every(Duration.ofHours(6), HOUR, HOUR)),
                with(route("home", "home.example"), SimRoutes.NEVER))
                .with(new Reporting(operator, Duration.ofDays(90)));
    }

    @Test
    void isStoredOnceForThousandsOfSites() {
        send(IntStream.range(0, 3000).mapToObj(i -> "desk@b" + i + ".example").toArray(String[]::new));
        List<byte[]> bodies = new ArrayList<>();
        rig.store.scan(Family.BODIES, new byte[0], new byte[]{-1, -1}).forEach((key, _) -> bodies.add(key));
        assertEquals(1, bodies.size());
        assertEquals(3000, summary().sites());
        assertEquals(3000, rig.queue.ledger().entries(SPRING).size());
    }

    @Test
    void showsWhoHasItAndWhoWaits() {
        send("desk@east.example", "desk@west.example");
        rig.line.last().deliverAll();
        assertEquals(List.of("east.example DELIVERED", "west.example WAITING"), board());
        LedgerEntry east = rig.queue.ledger().entries(SPRING).getFirst();
        assertEquals(Optional.of(Rig.START), east.settled());
        assertEquals("east", east.site());
        assertEquals(new BatchSummary(SPRING, Rig.START, 2, 1, 0, 0), summary());
        assertEquals(1, summary().waiting());
    }

    @Test
    void showsHowFarATransferIsAndWhenItEnds() {
        send("desk@east.example");
        Envelope taken = rig.line.last().take();
        rig.pass(Duration.ofSeconds(10));
        rig.line.last().progress(taken, 25);
        BatchSite site = sites().getFirst();
        assertEquals(BatchSite.State.SENDING, site.state());
        assertEquals(25, site.done());
        assertEquals(Optional.of(Rig.START.plusSeconds(40)), site.expected());
    }

    /** Nobody waits for the close of a window that is gone. */
    @Test
    void aRemovedRouteIsToldOfAtOnce() {
        send("desk@west.example", "desk@south.example", "desk@far.west.example");
        rig.send("s@x", "other@west.example");
        rig.events.clear();
        Policy before = rig.node.policy();
        Policy without = SimRoutes.policy(route("east", "east.example"),
                with(route("south", "south.example"), every(Duration.ofHours(6), HOUR, HOUR)));
        rig.replace(without);
        assertEquals(List.of("no route serves far.west.example, west.example: 3 mails wait there, to be returned after "
                + "msdead. Remedy: add a route to a schedule file, or packetboat delete DOMAIN"), troubles());
        assertEquals(List.of("far.west.example 1 451 4.4.4 No route serves this domain",
                "west.example 1 451 4.4.4 No route serves this domain"), missed());
        BatchSite west = sites().getFirst();
        assertTrue(west.trouble().orElseThrow().startsWith("no route serves west.example; comes back at 2026-"),
                west::toString);
        assertEquals(Optional.empty(), sites().get(1).trouble());
        rig.replace(without); // told once
        rig.send("s@x", "third@west.example");
        assertEquals(1, troubles().size());
        rig.replace(before);
        assertEquals(Optional.empty(), sites().getFirst().trouble());
        rig.replace(without); // and again, when it happens again
        assertEquals(2, troubles().size());
    }

    /** The schedule was changed while the server was off. */
    @Test
    void aRouteThatIsGoneAtTheStartIsToldOf() {
        send("desk@west.example");
        rig.events.clear();
        rig.crash(SimRoutes.policy(route("east", "east.example")));
        rig.settle();
        assertEquals(1, troubles().size());
        assertEquals(1, missed().size());
    }

    @Test
    void manyWithoutARouteAreToldOfTogether() {
        send(IntStream.range(0, 40).mapToObj(i -> "desk@b" + (10 + i) + ".example").toArray(String[]::new));
        assertEquals(List.of("no route serves b10.example, b11.example, b12.example, b13.example, b14.example and 35 "
                + "more: 40 mails wait there, to be returned after msdead. Remedy: add a route to a schedule file, or "
                + "packetboat delete DOMAIN"), troubles());
        assertEquals(40, missed().size());
    }

    private List<String> troubles() {
        return rig.events(StatusEvent.Trouble.class).stream().map(StatusEvent.Trouble::what).toList();
    }

    private List<String> missed() {
        return rig.events(StatusEvent.BatchMissed.class).stream()
                .map(m -> m.site() + " " + m.envelopes() + " " + m.lastReply().map(Reply::toString).orElse(""))
                .toList();
    }

    @Test
    void expectsAWaitingSiteAtItsNextWindow() {
        send("desk@west.example");
        assertEquals(Optional.of(Rig.START.plus(HOUR)),
                sites().getFirst().expected().map(at -> Instant.ofEpochSecond(at.getEpochSecond() / 3600 * 3600)));
    }

    @Test
    void boardAndQueueExpectAWaitingSiteWhenItsPlanSaysSo() {
        send("desk@west.example");
        Instant planned = Rig.START.plus(HOUR).plusSeconds(777);
        rig.node.expect(Map.of("west", planned));
        assertEquals(Optional.of(planned), sites().getFirst().expected());
        assertEquals(List.of(Optional.of(planned)), arrivals("west.example"));
    }

    @Test
    void boardAndQueueExpectATransferByItsPaceWhateverThePlanSaid() {
        send("desk@east.example");
        Envelope taken = rig.line.last().take();
        rig.node.expect(Map.of("east", Rig.START.plus(HOUR)));
        rig.pass(Duration.ofSeconds(10));
        rig.line.last().progress(taken, 25);
        assertEquals(Optional.of(Rig.START.plusSeconds(40)), sites().getFirst().expected());
        assertEquals(List.of(Optional.of(Rig.START.plusSeconds(40))), arrivals("east.example"));
    }

    private List<Optional<Instant>> arrivals(String domain) {
        List<ExpectedEnvelope> answer = new ArrayList<>();
        rig.node.overview().envelopes(new Domain(domain), 10, answer::addAll);
        rig.settle();
        return answer.stream().map(ExpectedEnvelope::arrival).toList();
    }

    @Test
    void tellsWhatFailedAndWhy() {
        send("desk@east.example", "boss@east.example");
        Envelope taken = rig.line.last().take();
        rig.line.last().settle(taken, Map.of(taken.recipients().get(0), new Outcome.Refused(NO),
                taken.recipients().get(1), new Outcome.Deferred(BUSY)));
        assertEquals(List.of("east.example FAILED"), board());
        assertEquals(0, summary().failed());
        rig.pass(Duration.ofDays(2));
        LedgerEntry entry = rig.queue.ledger().entries(SPRING).getFirst();
        assertEquals(2, entry.failed());
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 0, 0, 1), summary());
    }

    @Test
    void tellsWhatIsLateAndWhatArrivedLate() {
        send(Optional.of(DeliverBy.notify(Rig.START.plusSeconds(60))), "desk@west.example");
        rig.pass(Duration.ofSeconds(61));
        assertEquals(List.of("west.example OVERDUE"), board());
        rig.pass(HOUR);
        rig.line.last().deliverAll();
        assertEquals(List.of("west.example LATE"), board());
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 1, 1, 0), summary());
    }

    @Test
    void whatAnOperatorDeletesHasFailed() {
        QueueId id = send("desk@west.example");
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(id), answer));
        assertEquals(List.of("west.example FAILED"), board());
        assertEquals("554 5.0.0 An operator took it out of the queue",
                rig.queue.ledger().entries(SPRING).getFirst().reply().orElseThrow().toString());
    }

    @Test
    void survivesACrashWithWhatItTellsOf() {
        send("desk@east.example", "desk@west.example");
        rig.line.last().deliverAll();
        List<LedgerEntry> before = rig.queue.ledger().entries(SPRING);
        rig.crash();
        assertEquals(before, rig.queue.ledger().entries(SPRING));
        assertEquals(new BatchSummary(SPRING, Rig.START, 2, 1, 0, 0), summary());
    }

    @Test
    void isNotChangedByWhatTheDiskDidNotTake() {
        send("desk@east.example");
        Envelope taken = rig.line.last().take();
        rig.store.failNext(1);
        rig.line.last().deliver(taken);
        assertEquals(0, summary().delivered());
        rig.pass(Duration.ofSeconds(10));
        assertEquals(1, summary().delivered());
    }

    @Test
    void listsBigSendsByNameAndKnowsNoOthers() {
        send("desk@east.example");
        rig.accept(submission("autumn", Optional.empty(), "desk@west.example"), new byte[100]);
        rig.send("s@home.example", "desk@west.example");
        assertEquals(List.of("autumn", SPRING), rig.queue.ledger().batches().stream().map(BatchSummary::name).toList());
        assertEquals(Optional.empty(), rig.queue.ledger().batch("spring"));
    }

    @Test
    void forgetsWhatIsSettledAfterThreeMonths() {
        send("desk@east.example");
        rig.line.last().deliverAll();
        rig.pass(Duration.ofDays(90).minus(HOUR));
        assertEquals(1, rig.queue.ledger().batches().size());
        rig.pass(HOUR.multipliedBy(3));
        assertEquals(List.of(), rig.queue.ledger().batches());
        send("desk@west.example");
        assertEquals(1, summary().sites());
    }

    @Test
    void eachCloseTellsWhoWasMissed() {
        send("desk@west.example", "desk@far.west.example", "desk@south.example", "desk@east.example");
        rig.pass(HOUR);
        nobodyAnswers();
        rig.pass(HOUR);
        assertEquals(List.of("south 1", "west 2"), rig.events(StatusEvent.BatchMissed.class).stream()
                .map(m -> m.site() + " " + m.envelopes()).sorted().toList());
        assertEquals(0, rig.depth("home.example"));
    }

    @Test
    void theOperatorGetsOneMailForAllThatCloseAtOnce() {
        rig.replace(policy(Optional.of(Address.parse("op@home.example"))));
        send("desk@west.example", "desk@south.example", "desk@east.example");
        rig.line.last().deliverAll();
        rig.pass(HOUR);
        nobodyAnswers();
        rig.pass(HOUR);
        assertEquals(1, rig.depth("home.example"));
        String mail = rig.queue.walk(new Domain("home.example")).peek().flatMap(e -> rig.queue.envelope(e.id()))
                .map(e -> rig.text(e.message())).orElseThrow();
        assertTrue(mail.contains("Subject: 2 sites missed by a big send\r\n"), mail);
        assertTrue(mail.contains("spring prices: 1 of 3 delivered, 0 failed, 2 on their way\r\n"), mail);
        assertTrue(mail.contains("  west: 1 waiting; 450 4.4.1 No carrier\r\n"), mail);
        rig.pass(HOUR.multipliedBy(3));
        assertEquals(1, rig.depth("home.example"));
    }

    private void nobodyAnswers() {
        for (int i = 0; i < rig.line.sessions().size(); i++)
            rig.line.sessions().get(i).end(new Ending.Unreached(BUSY));
    }

    private QueueId send(String... to) {
        return send(Optional.empty(), to);
    }

    private QueueId send(Optional<DeliverBy> by, String... to) {
        return rig.accept(submission(SPRING, by, to), "x".repeat(100).getBytes(StandardCharsets.US_ASCII));
    }

    private static Submission submission(String name, Optional<DeliverBy> by, String... to) {
        return Rig.submission("hq@home.example", to).with(new SubmissionOptions(Priority.NORMAL, Optional.empty(), by,
                Optional.of(new BigSendName(name)), Optional.empty()));
    }

    private List<BatchSite> sites() {
        List<List<BatchSite>> answers = new ArrayList<>();
        rig.node.overview().batch(SPRING, answers::add);
        rig.settle();
        return answers.getFirst();
    }

    private List<String> board() {
        return sites().stream().map(s -> s.entry().domain() + " " + s.state()).toList();
    }

    private BatchSummary summary() {
        return rig.queue.ledger().batch(SPRING).orElseThrow();
    }
}
