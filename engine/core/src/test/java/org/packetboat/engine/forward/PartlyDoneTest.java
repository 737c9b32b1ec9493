package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.HandLink;
import org.packetboat.engine.sim.Rig;
import java.util.HashMap;
import java.util.Optional;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;

/** A link that delivers a message to many by pieces: what comes back takes turns with other mail. */
class PartlyDoneTest {
    private static final Outcome FULL = new Outcome.Deferred(new Reply(452, "4.2.2", "mailbox full"));
    private static final Outcome STORED = new Outcome.Delivered(new Reply(250, "2.0.0", "stored"), false);

    private final Rig rig = new Rig(policy());

    private QueueId toMany(int count) {
        return rig.send("s@x", IntStream.range(0, count).mapToObj(i -> "u" + i + "@local.example")
                .toArray(String[]::new));
    }

    private QueueId toOne() {
        return rig.send("s@x", "one@local.example");
    }

    /** The first recipient gets it. */
    private static void piece(HandLink.HandSession session, Envelope envelope) {
        session.settle(envelope, Map.of(envelope.recipients().getFirst(), STORED));
    }

    /** Delivers so many pieces, or fewer if no more is offered. @return of which messages */
    private List<QueueId> pieces(HandLink.HandSession session, int most) {
        List<QueueId> offered = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            session.next().ifPresent(mail -> {
                offered.add(mail.envelope().id().message());
                piece(session, mail.envelope());
            });
        }
        return offered;
    }

    @Test
    void mailThatCameInMeanwhileComesFirst() {
        QueueId many = toMany(3);
        HandLink.HandSession session = rig.outlet.last();
        piece(session, session.take());
        QueueId one = toOne();
        assertEquals(List.of(one, many, many), pieces(session, 5));
        assertEquals(0, rig.depth("local.example"));
    }

    /** Pieces of two mailboxes each; some are full. They are waited for when all others have theirs. */
    @Test
    void fullMailboxesDoNotPutOffTheOthers() {
        QueueId many = toMany(7);
        HandLink.HandSession session = rig.outlet.last();
        for (Optional<Transfer> mail = session.next(); mail.isPresent(); mail = session.next()) {
            Map<Recipient, Outcome> outcomes = new HashMap<>();
            mail.get().envelope().recipients().stream().limit(2)
                    .forEach(r -> outcomes.put(r, r.address().localPart().matches("u[02]") ? FULL : STORED));
            session.settle(mail.get().envelope(), outcomes);
        }
        assertEquals(List.of("u0", "u2"), rig.waiting(many).getFirst().recipients().stream()
                .map(r -> r.address().localPart()).sorted().toList());
    }

    /** A site that takes two recipients at a time, and puts one off. */
    @Test
    void whoIsPutOffElsewhereDoesNotHoldUpTheOthersEither() {
        Rig far = new Rig(policy(with(route("far", "far.example"), Window.ALWAYS)));
        QueueId many = far.send("s@x", "u0@far.example", "u1@far.example", "u2@far.example", "u3@far.example");
        HandLink.HandSession session = far.line.last();
        Envelope first = session.take();
        session.settle(first, Map.of(first.recipients().get(0), FULL, first.recipients().get(1), STORED));
        Envelope second = session.take();
        assertEquals(List.of("u2", "u3", "u0"), second.recipients().stream().map(r -> r.address().localPart())
                .toList());
        session.settle(second, Map.of(second.recipients().get(0), STORED, second.recipients().get(1), STORED,
                second.recipients().get(2), FULL));
        assertEquals(Optional.empty(), session.next());
        far.crash();
        assertEquals(List.of("u0"), far.waiting(many).getFirst().recipients().stream()
                .map(r -> r.address().localPart()).toList());
    }

    /** Two stand first in each piece: after their rest, those behind them come first. */
    @Test
    void piecesOfFullMailboxesOnlyRestAndLetOthersGoFirst() {
        QueueId many = toMany(4);
        HandLink.HandSession session = rig.outlet.last();
        Envelope first = session.take();
        session.settle(first, Map.of(first.recipients().get(0), FULL, first.recipients().get(1), FULL));
        assertEquals(Optional.empty(), session.next());
        assertEquals(List.of("u2", "u3", "u0", "u1"), rig.waiting(many).getFirst().recipients().stream()
                .map(r -> r.address().localPart()).toList());
    }

    @Test
    void severalTakeTurns() {
        QueueId first = toMany(3);
        QueueId second = toMany(3);
        QueueId third = toMany(2);
        assertEquals(List.of(first, second, third, first, second, third, first, second),
                pieces(rig.outlet.last(), 10));
    }

    @Test
    void aStreamOfOtherMailDoesNotHoldItUp() {
        QueueId many = toMany(3);
        HandLink.HandSession session = rig.outlet.last();
        piece(session, session.take());
        for (int i = 0; i < 250; i++)
            toOne();
        List<QueueId> offered = pieces(session, 252);
        assertEquals(List.of(99, 200),
                IntStream.range(0, 252).filter(i -> offered.get(i).equals(many)).boxed().toList());
    }

    @Test
    void whatIsHeldMeanwhileIsNotOffered() {
        QueueId many = toMany(3);
        HandLink.HandSession session = rig.outlet.last();
        piece(session, session.take());
        rig.say(answer -> rig.node.operator().hold(new Target.OfMessage(many), answer));
        assertEquals(List.of(), pieces(session, 2));
        session.end(new Ending.Finished());
        assertEquals(1, rig.depth("local.example"));
    }

    @Test
    void aCrashBetweenTwoPiecesLosesAndRepeatsNothing() {
        QueueId many = toMany(4);
        HandLink.HandSession session = rig.outlet.last();
        piece(session, session.take());
        rig.crash();
        assertEquals(List.of(many, many, many), pieces(rig.outlet.last(), 5));
    }

    /** Asks as a session does that goes on at once: what it was told so far may not be on disk yet. */
    private List<Optional<Transfer>> ask() {
        List<Optional<Transfer>> answers = new ArrayList<>();
        rig.outlet.last().supply().next(answers::add);
        rig.settle();
        return answers;
    }

    private void sync() {
        rig.store.sync();
        rig.settle();
    }

    @Test
    void aSessionThatAsksForMoreWaitsUntilThePieceIsOnDisk() {
        QueueId many = toMany(2);
        HandLink.HandSession session = rig.outlet.last();
        rig.store.defer();
        piece(session, session.take());
        List<Optional<Transfer>> answers = ask();
        assertEquals(List.of(), answers);
        sync();
        assertEquals(many, answers.getFirst().orElseThrow().envelope().id().message());
    }

    @Test
    void aSessionThatWasStoppedMeanwhileIsAnsweredAllTheSame() {
        toMany(2);
        HandLink.HandSession session = rig.outlet.last();
        rig.store.defer();
        piece(session, session.take());
        List<Optional<Transfer>> answers = ask();
        rig.node.close(false);
        sync();
        assertEquals(List.of(Optional.empty()), answers);
    }

    @Test
    void aSessionDoesNotWaitForADiskThatTakesNothing() {
        toMany(2);
        HandLink.HandSession session = rig.outlet.last();
        Envelope first = session.take();
        rig.store.defer();
        rig.store.failNext(1);
        piece(session, first);
        List<Optional<Transfer>> answers = ask();
        sync();
        assertEquals(List.of(Optional.empty()), answers);
    }
}
