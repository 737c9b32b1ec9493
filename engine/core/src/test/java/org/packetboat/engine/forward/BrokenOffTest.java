package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.ExpectedEnvelope;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;

/** Sessions that are broken off: by a site that takes some mail at a time, or at a message that is the cause. */
class BrokenOffTest {
    private static final Reply ENOUGH = new Reply(421, "4.7.0", "too many messages in this session");
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private static final Duration CYCLE = Duration.ofMinutes(1);

    private final Rig rig = new Rig(policy(route("east", "east.example")));

    private Set<QueueId> send(int mails) {
        return IntStream.range(0, mails).mapToObj(i -> rig.send("s@x", "m" + i + "@east.example"))
                .collect(Collectors.toSet());
    }

    /** Delivers so many, and is broken off at the next one. */
    private void deliverAndBreakOff(int mails) {
        HandSession session = rig.line.last();
        for (int i = 0; i < mails; i++)
            session.next().map(Transfer::envelope).ifPresent(session::deliver);
        session.next().map(Transfer::envelope).ifPresent(e -> session.settle(e, new Outcome.Interrupted(0, ENOUGH)));
        session.end(new Ending.Dropped(ENOUGH));
    }

    @Test
    void siteThatTakesFiveAtATimeGetsAllWithoutARest() {
        send(23);
        for (int session = 0; session < 10 && rig.depth("east.example") > 0; session++)
            deliverAndBreakOff(5);
        assertEquals(0, rig.depth("east.example"));
        assertEquals(Rig.START, rig.clock.now());
    }

    @Test
    void siteThatBreaksOffForEverRestsNowAndThen() {
        send(100);
        for (int session = 1; session <= 21; session++) {
            assertEquals(session, rig.line.sessions().size());
            deliverAndBreakOff(1);
        }
        assertEquals(21, rig.line.sessions().size());
        rig.pass(CYCLE);
        assertEquals(22, rig.line.sessions().size());
    }

    /** No mail flowed, and no message is to blame: it may be down. */
    @Test
    void siteThatBreaksOffBeforeAnyMailRests() {
        send(3);
        rig.line.last().end(new Ending.Dropped(ENOUGH));
        assertEquals(1, rig.line.sessions().size());
    }

    /** Not every host knows that 452 is the code for it. */
    @ParameterizedTest
    @CsvSource({"452,4.5.3", "552,5.0.0", "550,5.5.3", "554,5.5.3"})
    void restOfTheRecipientsGoesAtOnce(int code, String status) {
        Reply tooMany = new Reply(code, status, "too many recipients");
        rig.send("s@x", "a@east.example", "b@east.example", "c@east.example");
        for (int left = 3; left > 0; left--) {
            HandSession session = rig.line.last();
            Envelope envelope = session.take();
            assertEquals(left, envelope.recipients().size());
            Recipient first = envelope.recipients().getFirst();
            session.settle(envelope, envelope.recipients().stream().collect(Collectors.toMap(r -> r,
                    r -> r.equals(first) ? new Outcome.Delivered(OK, false) : new Outcome.Deferred(tooMany))));
            session.end(new Ending.Finished());
        }
        assertEquals(0, rig.depth("east.example"));
        assertEquals(Rig.START, rig.clock.now());
    }

    /** Who wants a login for some recipients wants it the next moment, too. */
    @Test
    void recipientForWhomALoginIsWantedWaits() {
        rig.send("s@x", "a@east.example", "b@east.example");
        Envelope envelope = rig.line.last().take();
        rig.line.last().settle(envelope, Map.of(envelope.recipients().getFirst(), new Outcome.Delivered(OK, false),
                envelope.recipients().getLast(), new Outcome.Deferred(new Reply(530, "5.7.0", "not you"))));
        rig.line.last().end(new Ending.Finished());
        assertEquals(1, rig.line.sessions().size());
    }

    /** Some servers want a login for one sender only: then it is not the route that lacks it. */
    @Test
    void oneMailForWhichALoginIsWantedHoldsUpTheOthersOnce() {
        Reply no = new Reply(530, "5.7.0", "not with our own domain");
        send(1);
        HandSession first = rig.line.last();
        Envelope bad = first.take();
        first.settle(bad, new Outcome.Interrupted(0, no));
        first.end(new Ending.LoginRefused(no));
        rig.pass(CYCLE.multipliedBy(8).plus(CYCLE));
        HandSession alone = rig.line.last();
        assertEquals(bad.id(), alone.take().id());
        alone.settle(bad, new Outcome.Interrupted(0, no));
        alone.end(new Ending.LoginRefused(no));
        send(1);
        assertEquals(3, rig.line.sessions().size());
        assertEquals(1, rig.line.last().deliverAll());
    }

    /** A full mailbox is not emptied by asking again. */
    @Test
    void recipientWithAFullMailboxWaits() {
        rig.send("s@x", "a@east.example", "b@east.example");
        Envelope envelope = rig.line.last().take();
        rig.line.last().settle(envelope, Map.of(envelope.recipients().getFirst(), new Outcome.Delivered(OK, false),
                envelope.recipients().getLast(), new Outcome.Deferred(new Reply(452, "4.2.2", "mailbox full"))));
        rig.line.last().end(new Ending.Finished());
        assertEquals(1, rig.line.sessions().size());
    }

    @Test
    void threeMailsThatCrashTheSiteHoldUpNoOther() {
        Set<QueueId> poison = send(3);
        send(60);
        Set<QueueId> crashed = new HashSet<>();
        for (int step = 0; step < 200 && (crashed.size() < 3 || rig.depth("east.example") > 3); step++) {
            HandSession session = rig.line.last();
            Optional<Transfer> next = session.next();
            if (next.isEmpty()) {
                session.end(new Ending.Finished());
            } else if (poison.contains(next.get().envelope().message().id())) {
                crashed.add(next.get().envelope().message().id());
                session.settle(next.get().envelope(), new Outcome.Interrupted(0, ENOUGH));
                session.end(new Ending.Dropped(ENOUGH));
            } else {
                session.deliver(next.get().envelope());
            }
        }
        assertEquals(poison, crashed);
        assertEquals(3, rig.depth("east.example"));
        assertEquals(Rig.START, rig.clock.now());
    }

    @Test
    void whatEndedASessionGoesLastAndAlone() {
        QueueId suspect = rig.send("s@x", "a@east.example");
        rig.send("s@x", "b@east.example");
        deliverAndBreakOff(0);
        rig.pass(CYCLE.multipliedBy(2));
        rig.send("s@x", "c@east.example");
        assertEquals(2, rig.line.last().deliverAll());
        HandSession alone = rig.line.last();
        Envelope last = alone.take();
        assertEquals(suspect, last.message().id());
        QueueId late = rig.send("s@x", "d@east.example");
        assertTrue(alone.next().isEmpty());
        alone.deliver(last);
        alone.end(new Ending.Finished());
        assertEquals(late, rig.line.last().take().message().id());
    }

    @Test
    void callsThatDidNotReachTheSiteAreShownAsAttempts() {
        QueueId first = rig.send("s@x", "a@east.example");
        Reply refused = new Reply(451, "4.4.1", "connection refused");
        for (int call = 0; call < 3; call++) {
            rig.line.last().end(new Ending.Unreached(refused));
            rig.pass(CYCLE.multipliedBy(5));
        }
        QueueId second = rig.send("s@x", "b@east.example");
        rig.line.last().end(new Ending.Unreached(refused));
        assertEquals("4 " + Optional.of(refused), attempts(first));
        assertEquals("1 " + Optional.of(refused), attempts(second));
        rig.pass(Duration.ofSeconds(1));
        assertEquals("0 " + Optional.empty(), attempts(rig.send("s@x", "c@east.example")));
    }

    private String attempts(QueueId id) {
        return rig.say(answer -> rig.node.overview().message(id, found -> found.stream()
                .map(ExpectedEnvelope::envelope).forEach(e -> answer.accept(e.attempts() + " " + e.lastReply()))));
    }
}
