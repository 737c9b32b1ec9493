package org.packetboat.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.why.Why;
import org.packetboat.engine.why.WhyText;

/** Reports that go along in calls, and what may become of one between entering the queue and leaving it. */
class ReportAlongTest {
    private static final Reply LATER = new Reply(451, "4.3.0", "Try again later");
    private static final String NAME = "00ABCD.3.1795273021123@main.example";
    private static final byte[] TEXT = "Subject: prices\r\n\r\n1\r\n".getBytes(StandardCharsets.UTF_8);

    private final Rig branch = new Rig(SimRoutes.policy(with(route("main", "main.example"), uucp("main"))));

    private void arrives(String name, String to) {
        branch.accept(Rig.submission("hq@main.example", to).named(Optional.of(name)), TEXT);
    }

    private String text(Transfer transfer) {
        return branch.text(transfer.envelope().message());
    }

    /** A branch whose report is in its queue, and goes with this call. */
    private HandLink.HandSession callWithReport() {
        branch.line.isUp(false);
        HandLink.HandSession call = branch.line.answer(s -> branch.node.answered("main", "line", s));
        branch.settle();
        arrives(NAME, "desk@local.example");
        branch.outlet.last().deliverAll();
        branch.pass(Duration.ofSeconds(3));
        assertEquals(1, branch.depth("main.example"));
        return call;
    }

    private Target.OfMessage report() {
        return new Target.OfMessage(branch.queue.walk(new Domain("main.example")).peek().orElseThrow().id().message());
    }

    /** "At 2251 or later" helped nobody. */
    @Test
    void operatorIsToldThatTheReportWaitsForASession() {
        callWithReport();
        List<Why> said = new ArrayList<>();
        branch.node.overview().why(report(), 1, said::addAll);
        branch.settle();
        String sentence = new WhyText(ZoneOffset.UTC).sentence(said.getFirst());
        assertTrue(sentence.contains(" waits for its turn in the session that is under way with route main"), sentence);
        assertFalse(sentence.contains("225"), sentence);
    }

    /** Its time is like that of other mail, whatever an operator does to it; else a timer for 2251 stayed for good. */
    @Test
    void reportLeavesNoTimer() {
        HandLink.HandSession call = callWithReport();
        Operator operator = branch.node.operator();
        branch.say(answer -> operator.release(new Target.All(), answer));
        branch.say(answer -> operator.hold(report(), answer));
        branch.say(answer -> operator.release(report(), answer));
        branch.say(answer -> operator.requeue(report(), answer));
        Envelope waiting = branch.queue.envelopes(report().id()).getFirst();
        assertEquals(branch.node.policy().end(waiting.destination(), waiting.life().since()),
                branch.node.policy().end(waiting));
        call.deliver(call.take());
        call.end(new Ending.Finished());
        branch.pass(Duration.ofDays(40));
        assertEquals(List.of(), branch.queue.timers(Rig.START, Instant.parse("2300-01-01T00:00:00Z"), 10));
    }

    /** A clock that was a year ahead when it came in is no reason to take the mark for a time. */
    @Test
    void reportGoesAlongThoughTheClockWentBack() {
        HandLink.HandSession call = callWithReport();
        branch.shift(Duration.ofDays(-365));
        Envelope report = call.next().orElseThrow().envelope();
        assertFalse(report.notBefore().isAfter(report.message().arrived()));
    }

    /** What was set aside is over: what is to be told after it goes. */
    @Test
    void damagedReportIsInNobodysWay() {
        HandLink.HandSession call = callWithReport();
        branch.queue.noteUnreadable(report().id(), "a damaged block");
        branch.pass(Duration.ofSeconds(3));
        assertEquals(0, branch.depth("main.example"));
        arrives(NAME.replace(".3.", ".4."), "ann@local.example");
        branch.outlet.last().deliverAll();
        branch.pass(Duration.ofSeconds(3));
        assertTrue(text(call.next().orElseThrow()).contains("ann@local.example"));
    }

    /** The disk is slow, and the next call comes before the report is out of the queue. */
    @Test
    void reportThatIsTakenBackIsInNoOtherSession() {
        HandLink.HandSession call = callWithReport();
        branch.store.defer();
        call.end(new Ending.Finished());
        HandLink.HandSession second = branch.line.answer(s -> branch.node.answered("main", "line", s));
        branch.settle();
        assertEquals(Optional.empty(), second.next());
        branch.store.sync();
        branch.settle();
        assertEquals(0, branch.depth("main.example"));
        branch.pass(Duration.ofSeconds(3));
        branch.store.sync();
        branch.settle();
        assertTrue(text(second.next().orElseThrow()).contains(NAME));
    }

    /** The line broke in the middle of it, or the far side wanted it later: that is no reason for a call, too. */
    @Test
    void reportThatFailedRaisesNoCall() {
        for (Outcome how : List.of(new Outcome.Deferred(LATER), new Outcome.Interrupted(10, LATER))) {
            HandLink.HandSession call = callWithReport();
            int before = branch.line.called().size();
            call.settle(call.take(), how);
            call.end(new Ending.Finished());
            branch.pass(Duration.ofDays(1));
            assertEquals(before, branch.line.called().size(), how.toString());
            assertEquals(0, branch.depth("main.example"));
        }
    }
}
