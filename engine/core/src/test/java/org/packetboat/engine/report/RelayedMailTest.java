package org.packetboat.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.BatchSite;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** Mail that another Packetboat has is relayed, until the last one tells what became of it. */
class RelayedMailTest {
    private static final String SPRING = "spring prices";
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final String NAME = "00ABCD.3.1795273021123@main.example";
    private static final byte[] TEXT = "Subject: prices\r\n\r\n1\r\n".getBytes(StandardCharsets.UTF_8);

    /** At the head office. */
    private final Rig hub = new Rig(SimRoutes.policy(route("east", "east.example"), route("west", "west.example")));
    /** At a branch that is called, and calls. */
    private final Rig branch = new Rig(branch());

    private static Policy branch() {
        return SimRoutes.policy(with(route("main", "main.example"), uucp("main")), route("far", "far.example"));
    }

    private QueueId send(String... to) {
        return send(Optional.empty(), to);
    }

    private QueueId send(Optional<DeliverBy> by, String... to) {
        SubmissionOptions options = new SubmissionOptions(SubmissionOptions.NONE.priority(), Optional.empty(), by,
                BigSendName.of(SPRING), Optional.empty());
        return hub.accept(Rig.submission("hq@hub.example", to).with(options), TEXT);
    }

    private void relay(Rig rig, Handover handover) {
        HandLink.HandSession session = rig.line.last();
        for (Optional<Transfer> next = session.next(); next.isPresent(); next = session.next())
            session.settle(next.get().envelope(), new Outcome.Delivered(OK, true, handover));
        session.end(new Ending.Finished());
    }

    private static String name(QueueId id, int index) {
        return id + "." + index + "." + Rig.START.toEpochMilli() + "@hub.example";
    }

    /** What another server reports. */
    private static void report(Rig to, String server, String... lines) {
        String text = "Received: from there\r\nPacketboat-Status: 1\r\n\r\n" + String.join("\r\n", lines) + "\r\n";
        Submission report = Rig.submission("packetboat-status@there.example", "packetboat-status@" + server);
        to.accept(report.named(Optional.of("1PNWW402F.0." + (text.hashCode() & 0xffffff) + "@there.example")),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private String told(QueueId id, int index, char kind, String to, String more) {
        return kind + " " + hub.clock.now().getEpochSecond() + " " + name(id, index) + " " + to + more;
    }

    private BatchSummary summary() {
        return hub.queue.ledger().batch(SPRING).orElseThrow();
    }

    private List<String> board() {
        List<BatchSite> sites = new ArrayList<>();
        hub.node.overview().batch(SPRING, sites::addAll);
        hub.settle();
        return sites.stream().map(s -> s.entry().domain() + " " + s.state()).toList();
    }

    @Test
    void isRelayedUntilTheLastServerTells() {
        QueueId id = send("desk@east.example");
        relay(hub, Handover.REPORTED);
        assertEquals(List.of("east.example RELAYED"), board());
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 0, 0, 0, 1), summary());
        assertTrue(hub.events(StatusEvent.Delivered.class).isEmpty());
        assertTrue(hub.events(StatusEvent.Relayed.class).getFirst().awaited());
        hub.pass(Duration.ofMinutes(5));
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        assertEquals(List.of("east.example DELIVERED"), board());
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 1, 0, 0, 0), summary());
        StatusEvent.Delivered there = hub.events(StatusEvent.Delivered.class).getFirst();
        assertEquals("east desk@east.example PT5M",
                there.site() + " " + there.recipient() + " " + there.age());
        assertEquals(0, hub.depth("hub.example"));
    }

    @Test
    void oldServerThatDoesNotTellStaysRelayed() {
        send("desk@east.example");
        relay(hub, Handover.UNREPORTED);
        assertEquals(List.of("east.example RELAYED"), board());
        assertFalse(hub.events(StatusEvent.Relayed.class).getFirst().awaited());
    }

    @Test
    void otherServersAreTheEnd() {
        send("desk@east.example");
        relay(hub, Handover.ENDS);
        assertEquals(List.of("east.example DELIVERED"), board());
    }

    @Test
    void whatTheLastServerCouldNotDeliverHasFailed() {
        QueueId id = send("desk@east.example", "ann@east.example");
        relay(hub, Handover.REPORTED);
        report(hub, "hub.example", told(id, 0, 'f', "ann@east.example", " 550 5.1.1 No such user"));
        assertEquals(List.of("east.example FAILED"), board());
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        LedgerEntry line = hub.queue.ledger().entries(SPRING).getFirst();
        assertEquals("1 delivered, 1 failed, 0 relayed, missed [ann@east.example], 550 5.1.1 No such user",
                line.delivered() + " delivered, " + line.failed() + " failed, " + line.relayed() + " relayed, missed "
                        + line.missed() + ", " + line.reply().orElseThrow());
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 0, 0, 1, 0), summary());
    }

    /** A report comes twice, about mail that is unknown, under a made-up name, or makes no sense. */
    @Test
    void whatConcernsNothingChangesNothing() {
        QueueId id = send("desk@east.example");
        relay(hub, Handover.REPORTED);
        report(hub, "hub.example", "d 1795273021 " + id + ".0.17@hub.example desk@east.example", "nonsense",
                "d 1795273021 " + name(new QueueId(77), 0) + " desk@east.example",
                told(id, 0, 'd', "other@east.example", ""), told(id, 0, 'x', "desk@east.example", ""));
        assertEquals(List.of("east.example RELAYED"), board());
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""),
                told(id, 0, 'f', "desk@east.example", ""));
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 1, 0, 0, 0), summary());
        assertEquals(1, hub.events(StatusEvent.Delivered.class).size());
    }

    /** The far side is faster than our disk. */
    @Test
    void reportThatComesBeforeOurOwnCommitCounts() {
        QueueId id = send("desk@east.example");
        Envelope taken = hub.line.last().take();
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        assertEquals(List.of("east.example SENDING"), board());
        hub.line.last().settle(taken, new Outcome.Delivered(OK, true, Handover.REPORTED));
        assertEquals(List.of("east.example DELIVERED"), board());
    }

    @Test
    void reportOutlivesACrash() {
        QueueId id = send("desk@east.example");
        relay(hub, Handover.REPORTED);
        hub.crash();
        assertEquals(List.of("east.example RELAYED"), board());
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        hub.crash();
        assertEquals(List.of("east.example DELIVERED"), board());
    }

    @Test
    void lateIsWhatArrivedLate() {
        QueueId id = send(Optional.of(DeliverBy.parse(Rig.START.plusSeconds(600) + ";N")), "desk@east.example");
        relay(hub, Handover.REPORTED);
        hub.pass(Duration.ofMinutes(30));
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        assertEquals(List.of("east.example LATE"), board());
        assertEquals(new BatchSummary(SPRING, Rig.START, 1, 1, 1, 0, 0), summary());
    }

    /** The clock of a far side may show anything. */
    @Test
    void arrivalIsNeverBeforeTheHandoverOrAfterNow() {
        QueueId id = send(Optional.of(DeliverBy.parse(Rig.START.plusSeconds(600) + ";N")), "desk@east.example");
        relay(hub, Handover.REPORTED);
        report(hub, "hub.example", "d 9999999999 " + name(id, 0) + " desk@east.example");
        assertEquals(List.of("east.example DELIVERED"), board());
        assertEquals(Duration.ZERO, hub.events(StatusEvent.Delivered.class).getFirst().age());
    }

    private QueueId arrives(String... to) {
        return branch.accept(Rig.submission("hq@main.example", to).named(Optional.of(NAME)), TEXT);
    }

    private static String text(Rig rig, Transfer transfer) {
        return rig.text(transfer.envelope().message());
    }

    @Test
    void branchTellsInTheSameCallAndNeverCallsForIt() {
        branch.line.isUp(false);
        HandLink.HandSession call = branch.line.answer(s -> branch.node.answered("main", "line", s));
        branch.settle();
        arrives("desk@local.example");
        branch.outlet.last().deliverAll();
        branch.pass(Duration.ofSeconds(3));
        Transfer report = call.next().orElseThrow();
        assertEquals("packetboat-status@main.example", report.envelope().recipients().getFirst().address().toString());
        assertEquals("Packetboat-Status: 1\r\n\r\nd " + Rig.START.getEpochSecond() + " " + NAME
                + " desk@local.example\r\n", text(branch, report));
        assertFalse(report.envelope().notBefore().isAfter(branch.clock.now()));
        call.deliver(report.envelope());
        call.end(new Ending.Finished());
        branch.pass(Duration.ofDays(2));
        assertEquals(List.of(), branch.line.sessions().stream().filter(s -> s != call).toList());
        assertEquals(0, branch.depth("main.example"));
    }

    @Test
    void reportThatMissedItsCallWaitsForTheNext() {
        branch.line.isUp(false);
        HandLink.HandSession call = branch.line.answer(s -> branch.node.answered("main", "line", s));
        branch.settle();
        arrives("desk@local.example");
        branch.outlet.last().deliverAll();
        branch.pass(Duration.ofSeconds(3));
        assertEquals(1, branch.depth("main.example"));
        call.end(new Ending.Finished());
        assertEquals(0, branch.depth("main.example"));
        branch.pass(Duration.ofDays(1));
        assertEquals(0, branch.line.sessions().size());
        branch.crash();
        branch.pass(Duration.ofHours(1));
        branch.send("x@local.example", "boss@main.example"); // calls for mail
        assertEquals(1, branch.line.sessions().size());
        branch.line.last().deliver(branch.line.last().take());
        branch.pass(Duration.ofSeconds(3));
        assertTrue(text(branch, branch.line.last().next().orElseThrow()).contains(NAME));
    }

    /** Nobody may say that it arrived. */
    @Test
    void ofDamagedMailNothingIsKnown() {
        branch.replace(SimRoutes.policy(route("main", "main.example")));
        QueueId id = arrives("desk@local.example");
        branch.queue.noteUnreadable(id, "a damaged block");
        branch.pass(Duration.ofMinutes(1));
        branch.crash();
        branch.pass(Duration.ofMinutes(1));
        HandLink.HandSession last = branch.line.last(); // a notice goes to the sender
        for (Optional<Transfer> next = last.next(); next.isPresent(); next = last.next())
            assertFalse(text(branch, next.get()).contains("Packetboat-Status"));
    }

    @Test
    void serverThatTakesNoReportsIsNotAskedAgain() {
        branch.line.isUp(false);
        HandLink.HandSession call = branch.line.answer(s -> branch.node.answered("main", "line", s));
        branch.settle();
        arrives("desk@local.example");
        branch.outlet.last().deliverAll();
        branch.pass(Duration.ofSeconds(3));
        branch.events.clear();
        call.settle(call.take(), new Outcome.Refused(NO));
        branch.pass(Duration.ofSeconds(30));
        assertEquals(Optional.empty(), call.next());
        assertEquals(List.of(), branch.events);
    }

    @Test
    void whereAConnectionCostsNothingTheReportGoesByItself() {
        branch.replace(SimRoutes.policy(route("main", "main.example")));
        arrives("desk@local.example", "ann@local.example");
        branch.outlet.last().deliverAll();
        assertEquals(0, branch.line.sessions().size());
        branch.pass(Duration.ofSeconds(15));
        assertEquals(2, text(branch, branch.line.last().next().orElseThrow()).lines().filter(l -> l.contains(NAME))
                .count());
    }

    @Test
    void relayTellsOnlyWhatItWasTold() {
        branch.replace(SimRoutes.policy(route("main", "main.example"), route("far", "far.example")));
        arrives("desk@far.example");
        relay(branch, Handover.REPORTED);
        branch.pass(Duration.ofMinutes(5));
        assertEquals(List.of("far"), branch.line.called());
        branch.node.overview(); // shows it as relayed, too
        report(branch, "main.example", "f 1795273021 " + NAME + " desk@far.example 550 5.1.1 No such user");
        assertEquals("550 5.1.1 No such user",
                branch.events(StatusEvent.Refused.class).getFirst().reply().toString());
        branch.pass(Duration.ofSeconds(15));
        String text = text(branch, branch.line.last().next().orElseThrow());
        assertTrue(text.contains(NAME + " desk@far.example 550 5.1.1 No such user"), text);
        assertTrue(text.contains("\nf "), text);
    }

    @Test
    void relayToAnOldServerSaysThatNobodyTellsMore() {
        branch.replace(SimRoutes.policy(route("main", "main.example"), route("far", "far.example")));
        arrives("desk@far.example");
        relay(branch, Handover.UNREPORTED);
        branch.pass(Duration.ofSeconds(15));
        assertTrue(text(branch, branch.line.last().next().orElseThrow()).contains("\nr "));
        QueueId id = send("desk@east.example");
        relay(hub, Handover.REPORTED);
        report(hub, "hub.example", told(id, 0, 'r', "desk@east.example", ""));
        assertEquals(List.of("east.example RELAYED"), board());
        assertFalse(hub.events(StatusEvent.Relayed.class).getLast().awaited());
    }

    @Test
    void strangersReportsArePassedOnTowardsWhomTheyConcern() {
        branch.replace(SimRoutes.policy(route("main", "main.example")));
        report(branch, "main.example", "d 1795273021 " + NAME + " desk@far.example",
                "d8 1795273021 " + NAME + " ann@far.example");
        branch.pass(Duration.ofSeconds(15));
        String text = text(branch, branch.line.last().next().orElseThrow());
        assertTrue(text.contains("d1 1795273021 " + NAME + " desk@far.example"), text);
        assertFalse(text.contains("ann"), text);
    }

    /** Only who may relay gives names, and only reports have them. */
    @Test
    void mailOfAStrangerIsNoReport() {
        QueueId id = send("desk@east.example");
        relay(hub, Handover.REPORTED);
        String text = "Packetboat-Status: 1\r\n\r\n" + told(id, 0, 'd', "desk@east.example", "") + "\r\n";
        hub.submit(Rig.submission("x@y.example", "packetboat-status@local.example"),
                text.getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("east.example RELAYED"), board());
    }

    /** Nothing is left behind, however the mail ended. */
    @Test
    void whatNobodyToldForAMonthStaysRelayedForGood() {
        QueueId id = send("desk@east.example");
        relay(hub, Handover.REPORTED);
        hub.pass(Duration.ofDays(32));
        assertEquals(List.of(), hub.queue.relays().relayed(id));
        report(hub, "hub.example", told(id, 0, 'd', "desk@east.example", ""));
        assertEquals(List.of("east.example RELAYED"), board());
    }
}
