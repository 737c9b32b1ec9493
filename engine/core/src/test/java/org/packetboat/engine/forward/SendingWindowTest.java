package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Family;

/** Mail goes out in groups and is settled in groups, and no more of it than the window is open after a crash. */
class SendingWindowTest {
    private static final int WINDOW = 64;
    private static final Demand LARGE = new Demand(1000, Long.MAX_VALUE);
    private static final Outcome TAKEN = new Outcome.Delivered(new Reply(250, "2.0.0", "taken"), false);
    private static final Outcome REFUSED = new Outcome.Refused(new Reply(550, "5.1.1", "no such user"));

    private final Rig rig = new Rig(
            policy(route("east", "east.example"), with(route("senders", "sender.example"), SimRoutes.NEVER)));
    /** The answers to the questions so far, in order. */
    private final List<List<Transfer>> answers = new ArrayList<>();

    private List<QueueId> send(int mails) {
        return IntStream.range(0, mails).mapToObj(i -> rig.send("s@sender.example", "m" + i + "@east.example"))
                .toList();
    }

    private void ask(Demand demand) {
        rig.line.last().supply().take(demand, answers::add);
        rig.settle();
    }

    private List<Transfer> take(Demand demand) {
        ask(demand);
        return answers.getLast();
    }

    /** The session tells all of it in one go. */
    private void settle(List<Transfer> transfers, Outcome outcome) {
        transfers.forEach(t -> rig.line.last().supply().settle(t.envelope().id(),
                t.envelope().recipients().stream().collect(Collectors.toMap(r -> r, _ -> outcome))));
        rig.settle();
    }

    private static List<QueueId> ids(List<Transfer> transfers) {
        return transfers.stream().map(t -> t.envelope().id().message()).toList();
    }

    @Test
    void asManyAreHandedOutAsThereIsRoomForInOrder() {
        List<QueueId> sent = send(10);
        assertEquals(sent.subList(0, 4), ids(take(new Demand(4, Long.MAX_VALUE))));
        assertEquals(sent.subList(4, 10), ids(take(LARGE)));
        assertEquals(List.of(), take(LARGE));
    }

    @Test
    void roomInBytesHoldsAndOneLargeMailGoesAllTheSame() {
        IntStream.range(0, 5).forEach(_ -> rig.send("s@x", 1000, "large@east.example"));
        assertEquals(1, take(new Demand(1000, 10)).size());
        assertEquals(2, take(new Demand(1000, 1500)).size());
    }

    @Test
    void whatIsSettledTogetherIsOneCommit() {
        send(10);
        List<Transfer> ten = take(LARGE);
        rig.store.defer();
        settle(ten, TAKEN);
        assertEquals(1, rig.store.waiting());
        rig.store.sync();
        rig.settle();
        assertEquals(0, rig.depth("east.example"));
    }

    @Test
    void sessionWaitsWhileItsWindowIsFullUntilHalfOfItIsOnDisk() {
        send(WINDOW + 20);
        List<Transfer> full = take(LARGE);
        assertEquals(WINDOW, full.size());
        rig.store.defer();
        settle(full, TAKEN);
        ask(LARGE);
        assertEquals(1, answers.size());
        rig.store.sync();
        rig.settle();
        assertEquals(20, answers.getLast().size());
    }

    @Test
    void whatWasAnsweredAndNotSyncedIsSentAgainAfterACrashAndNoMore() {
        send(WINDOW + 20);
        rig.store.defer();
        settle(take(LARGE), TAKEN);
        ask(LARGE);
        assertEquals(1, answers.size());
        rig.crash();
        rig.settle();
        assertTrue(rig.depth("east.example") >= 20 && rig.depth("east.example") <= WINDOW + 20);
    }

    /** Else a crash could have the mail of several sessions sent once more, each with a window of its own. */
    @Test
    void nextSessionBeginsWhenWhatTheLastOneToldIsOnDisk() {
        Rig two = new Rig(policy(route("east", "east.example"), route("west", "west.example")));
        two.send("s@x", "a@east.example");
        two.send("s@x", "a@west.example");
        two.store.defer();
        two.line.last().deliverAll();
        two.settle();
        assertEquals(List.of("east"), two.line.called());
        two.store.sync();
        two.settle();
        assertEquals(List.of("east", "west"), two.line.called());
    }

    /** It had offered all there was; that more came since is no failure of its site. */
    @Test
    void mailThatComesBetweenTheEndAndTheSyncMakesNobodyRest() {
        QueueId first = send(1).getFirst();
        List<Transfer> all = take(LARGE);
        assertEquals(List.of(first), ids(all));
        take(LARGE);
        rig.store.defer();
        settle(all, TAKEN);
        rig.line.last().end(new Ending.Finished());
        rig.node.operator().flush(new Target.OfDomain(new Domain("east.example")), _ -> {});
        rig.settle();
        rig.store.sync();
        rig.settle();
        rig.submit(Rig.submission("s@sender.example", "more@east.example"), new byte[10]);
        rig.store.sync();
        rig.settle();
        assertEquals(2, rig.line.sessions().size());
    }

    @Test
    void whereTheDiskTakesNothingTheSessionEndsAndTheGroupIsTriedAgain() {
        send(WINDOW + 20);
        List<Transfer> full = take(LARGE);
        rig.store.failNext(2);
        settle(full, TAKEN);
        assertEquals(List.of(), take(LARGE));
        rig.line.last().end(new Ending.Finished());
        int calls = rig.line.called().size();
        rig.pass(Duration.ofSeconds(9));
        assertEquals(calls, rig.line.called().size());
        rig.pass(Duration.ofSeconds(2));
        assertEquals(20, rig.depth("east.example"));
        assertEquals(20, take(LARGE).size());
    }

    /** A session that tells of nobody does not wait for itself. */
    @Test
    void whoWasNotTriedDoesNotKeepTheWindowShut() {
        send(WINDOW + 1);
        List<Transfer> full = take(LARGE);
        full.forEach(t -> rig.line.last().supply().settle(t.envelope().id(), Map.of()));
        assertEquals(1, take(LARGE).size());
    }

    @Test
    void oneThatCannotBeSettledHoldsUpNoOtherOfItsGroup() {
        List<QueueId> sent = send(3);
        List<Transfer> three = take(LARGE);
        rig.store.beforeReads((family, key) -> {
            if (family == Family.BODIES && ByteBuffer.wrap(key).getLong() == sent.get(1).number())
                throw new IllegalStateException("a bug");
        });
        settle(three, REFUSED);
        assertEquals(List.of(sent.get(1)),
                rig.queue.dead(9).stream().map(Envelope::id).map(id -> id.message()).toList());
        assertEquals(0, rig.depth("east.example"));
        assertEquals(2, rig.depth("sender.example"));
    }

    /** At 1000 bytes a second, with a second put aside for the end. */
    @Test
    void nearTheCloseTheMailThatIsHandedOutFitsTogether() {
        Window tenSeconds = SimRoutes.once(Rig.START, Rig.START.plusSeconds(10));
        Rig closing = new Rig(policy(with(route("east", "east.example"), tenSeconds)));
        IntStream.range(0, 4).forEach(_ -> closing.send("s@x", 3000, "large@east.example"));
        closing.line.last().supply().take(LARGE, answers::add);
        closing.settle();
        assertEquals(2, answers.getLast().size());
    }
}
