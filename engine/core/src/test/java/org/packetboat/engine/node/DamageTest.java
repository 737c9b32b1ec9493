package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.UnreadableException;

/** A message that is damaged on disk is set aside and named; its site goes on to the next. */
class DamageTest {
    private static final Reply BROKEN_OFF = new Reply(451, "4.3.0", "broken off");

    private final Rig rig = new Rig(
            policy(route("west", "west.example"), route("south", "south.example"),
                    with(route("east", "sender.example"), SimRoutes.NEVER)));

    /** Everything that the store keeps under this message's id. */
    private static Predicate<byte[]> of(QueueId id) {
        return key -> ByteBuffer.wrap(key).getLong() == id.number();
    }

    /** A site that goes on is called again at once, not after its retry time. */
    private void nextCallTakes(QueueId good) {
        Envelope next = rig.line.last().take();
        assertEquals(good, next.id().message());
        rig.line.last().deliver(next);
        assertEquals(0, rig.depth("west.example"));
    }

    @Test
    void messageWithDamagedBytesIsSetAsideAndItsSenderTold() {
        QueueId bad = rig.send("s@sender.example", "a@west.example");
        QueueId good = rig.send("s@sender.example", "b@west.example");
        rig.store.garble(Family.BODIES, of(bad));
        Transfer first = rig.line.last().next().orElseThrow();
        assertThrows(UnreadableException.class, () -> first.body().read(0, 100));
        rig.line.last().end(new Ending.Dropped(BROKEN_OFF));
        nextCallTakes(good);
        assertEquals(List.of(bad), rig.queue.dead(10).stream().map(e -> e.id().message()).toList());
        assertEquals(bad, rig.events(StatusEvent.Died.class).getFirst().id().message());
        StatusEvent.NoticeSent notice = rig.events(StatusEvent.NoticeSent.class).getFirst();
        String text = rig.text(rig.waiting(notice.notice()).getFirst().message());
        assertTrue(text.contains("Damaged on the disk of this server") && text.contains("a@west.example"), text);
    }

    /** Whoever has carried it stands in its bytes: that is looked up before it goes to a router. */
    @Test
    void messageForARouterWithDamagedBytesIsSetAside() {
        Route router = with(route("via", "far.example"), new Transport.Router("next.example", 25, List.of("n")));
        rig.replace(policy(with(router, SimRoutes.once(SimRoutes.hour(1), SimRoutes.hour(2)))));
        QueueId bad = rig.send("", "a@far.example");
        QueueId good = rig.send("", "b@far.example");
        rig.store.garble(Family.BODIES, of(bad));
        rig.pass(Duration.ofHours(1));
        assertEquals(good, rig.line.last().take().message().id());
        assertEquals(List.of(bad), rig.queue.dead(10).stream().map(e -> e.id().message()).toList());
    }

    @Test
    void envelopeThatCannotBeReadLosesItsPlaceAndIsNamed() {
        QueueId bad = rig.send("s@sender.example", "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        QueueId good = rig.send("s@sender.example", "b@west.example");
        rig.store.garble(Family.ENVELOPES, of(bad));
        rig.pass(Duration.ofHours(1));
        nextCallTakes(good);
        assertEquals(bad, rig.events(StatusEvent.Died.class).getFirst().id().message());
    }

    @Test
    void expiredMessageWithDamagedBytesIsReturnedAllTheSame() {
        QueueId bad = rig.send("s@sender.example", "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.store.garble(Family.BODIES, of(bad));
        rig.pass(Duration.ofDays(20));
        assertEquals(0, rig.depth("west.example"));
        assertTrue(rig.events(StatusEvent.NoticeSent.class).stream().anyMatch(n -> n.message().equals(bad)));
    }

    /** How many envelopes of the message are left can't be told then, so its bytes stay. */
    @Test
    void envelopeThatCannotBeReadDoesNotHoldUpItsSibling() {
        QueueId both = rig.send("s@sender.example", "a@west.example", "b@south.example");
        Envelope south = rig.line.last().take();
        rig.store.garble(Family.ENVELOPES, key -> of(both).test(key) && key[key.length - 1] == 0);
        rig.line.last().deliver(south);
        rig.line.last().end(new Ending.Finished());
        assertEquals(0, rig.depth("south.example"));
        assertEquals(0, rig.depth("west.example"));
        nextCallTakes(rig.send("s@sender.example", "c@west.example"));
    }

    @Test
    void damagedLineOfTheLedgerHoldsUpNoMail() {
        rig.accept(Rig.submission("s@sender.example", "a@west.example").inBigSend(BigSendName.of("spring")),
                new byte[10]);
        rig.store.garble(Family.LEDGER, _ -> true);
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(0, rig.depth("west.example"));
        nextCallTakes(rig.send("s@sender.example", "b@west.example"));
    }

    @Test
    void siteWhoseQueueCannotBeReadHoldsUpNoOther() {
        rig.send("s@sender.example", "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.store.garble(Family.ORDER, key -> new String(key, StandardCharsets.UTF_8).startsWith("west.example"));
        rig.store.failNext(1);
        rig.pass(Duration.ofSeconds(61));
        rig.send("s@sender.example", "b@south.example");
        assertEquals("south", rig.line.last().call().site());
        assertEquals(1, rig.line.last().deliverAll());
        assertTrue(
                rig.events(StatusEvent.Trouble.class).getFirst().what().startsWith("the queue of west.example can't"));
    }

    private void garbleOrder(String domain) {
        rig.store.garble(Family.ORDER, key -> new String(key, StandardCharsets.UTF_8).startsWith(domain));
    }

    private List<QueueId> take(int mails) {
        List<QueueId> taken = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            Envelope next = rig.line.last().take();
            taken.add(next.id().message());
            rig.line.last().deliver(next);
        }
        return taken;
    }

    @Test
    void orderOfAQueueThatCannotBeReadIsMadeAnewFromItsEnvelopes() {
        List<QueueId> sent = List.of(rig.send("s@sender.example", "a@west.example"),
                rig.send("s@sender.example", "b@west.example"), rig.send("s@sender.example", "c@west.example"));
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        garbleOrder("west.example");
        rig.pass(Duration.ofHours(1));
        assertEquals(sent, take(3));
        assertEquals(0, rig.depth("west.example"));
        assertEquals(List.of(), rig.store.keys(Family.ORDER));
        assertTrue(rig.events(StatusEvent.Trouble.class).getLast().what()
                .equals("the order of the queue was made anew from its envelopes: 3 have their places again"));
    }

    /** What came in while its order was made anew has its place as well, and nothing goes twice. */
    @Test
    void mailThatComesInMeanwhileGoesOnceAndInItsTurn() {
        QueueId first = rig.send("s@sender.example", "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        garbleOrder("west.example");
        List<QueueId> meanwhile = new ArrayList<>();
        byte[] one = ByteBuffer.allocate(12).putLong(first.number()).array();
        rig.store.beforeReads((family, key) -> {
            if (family != Family.ENVELOPES || !Arrays.equals(one, key) || meanwhile.size() == 3) return;
            meanwhile.add(rig.queue.nextId());
            Incoming incoming = rig.node.intake().begin(rig.clock.now());
            incoming.append(new byte[10], 0, 10);
            incoming.commit(Rig.submission("s@sender.example", "b@west.example"), rig.clock.now(), _ -> {});
        });
        rig.pass(Duration.ofHours(1));
        List<QueueId> all = new ArrayList<>(List.of(first));
        all.addAll(meanwhile);
        assertEquals(all, take(4));
        assertEquals(0, rig.depth("west.example"));
    }

    /** Nothing may touch its place while it is with a session; when it comes back it has one again. */
    @Test
    void mailThatIsWithASessionWhileItsOrderIsMadeAnewGoesWhenItComesBack() {
        QueueId first = rig.send("s@sender.example", "a@west.example");
        QueueId second = rig.send("s@sender.example", "b@west.example");
        assertEquals(first, rig.line.last().take().id().message());
        rig.queue.unreadable().noteOrder(new Domain("west.example"), "a damaged block");
        rig.pass(Duration.ofMinutes(10));
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.pass(Duration.ofHours(1));
        assertEquals(Set.of(first, second), Set.copyOf(take(2)));
        assertEquals(0, rig.depth("west.example"));
        assertEquals(List.of(), rig.store.keys(Family.ORDER));
    }

    /** A disk that gives back the same damage must not keep the node busy for ever. */
    @Test
    void orderThatIsDamagedAgainAtOnceIsLeftAloneForAWhile() {
        rig.send("s@sender.example", "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        garbleOrder("west.example");
        rig.pass(Duration.ofMinutes(5));
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        garbleOrder("west.example");
        rig.pass(Duration.ofMinutes(30));
        List<String> said = rig.events(StatusEvent.Trouble.class).stream().map(StatusEvent.Trouble::what)
                .filter(what -> what.contains("made anew")).toList();
        assertEquals(List.of(
                "the order of the queue was made anew from its envelopes: 1 have their places again",
                "the order of the queue can't be read: it was made anew, and is damaged still; salvage brings up "
                        + "its mail"),
                said);
    }

    /** Some places are written when the power fails: a mark says that others are not. */
    @Test
    void aCrashWhileTheOrderIsMadeAnewLosesNoPlace() {
        int mails = 2_100;
        for (int i = 0; i < mails; i++)
            rig.send("s@sender.example", 10, "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        garbleOrder("west.example");
        rig.store.defer();
        rig.pass(Duration.ofHours(1));
        rig.store.sync();
        rig.settle();
        rig.store.sync();
        assertEquals(2_000, rig.store.keys(Family.ORDER).size());
        rig.crash();
        rig.pass(Duration.ofHours(1));
        assertEquals(mails, take(mails).stream().distinct().count());
        assertEquals(0, rig.depth("west.example"));
        assertEquals(List.of(), rig.store.keys(Family.ORDER));
    }

    /** A restart makes the timers anew that are lost. */
    @Test
    void damagedTimersHoldUpNoMail() {
        rig.send("s@sender.example", "a@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.store.garble(Family.TIMERS, _ -> true);
        rig.send("s@sender.example", "b@west.example");
        rig.pass(Duration.ofHours(1));
        assertEquals(2, rig.line.last().deliverAll());
    }

    /** It says nothing of when the envelope is due; the envelope does. */
    @Test
    void placeThatMakesNoSenseHoldsUpNothing() {
        QueueId id = rig.send("s@sender.example", "a@west.example");
        Envelope west = rig.line.last().take();
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        List<byte[]> keys = new ArrayList<>();
        rig.store.scan(Family.ORDER, new byte[0], "x".getBytes(StandardCharsets.UTF_8))
                .forEach((key, _) -> keys.add(key));
        keys.forEach(key -> rig.store.stage(new Batch().put(Family.ORDER, key, new byte[3])));
        rig.pass(Duration.ofHours(1));
        assertEquals(west.id(), rig.line.last().take().id());
        assertEquals(id, west.id().message());
    }

    /** Only the one that can't be read is lost. */
    @Test
    void siblingOfAnEnvelopeThatCannotBeReadIsStillDelivered() {
        QueueId both = rig.send("s@sender.example", "a@west.example", "b@south.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.store.garble(Family.ENVELOPES, key -> of(both).test(key) && key[key.length - 1] == 1);
        rig.pass(Duration.ofHours(1));
        nextCallTakes(both);
        rig.line.last().end(new Ending.Finished());
        assertEquals(0, rig.depth("south.example"));
    }

    @Test
    void operatorIsShownWhatCanBeRead() {
        QueueId id = rig.send("s@sender.example", "a@west.example");
        QueueId other = rig.send("s@sender.example", "b@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.store.garble(Family.ENVELOPES, of(id));
        rig.store.garble(Family.BODIES, of(other));
        assertEquals("0", rig.say(answer -> rig.node.overview().message(id, e -> answer.accept("" + e.size()))));
        assertEquals("0", rig.say(answer -> rig.node.overview().text(other, 9, t -> answer.accept("" + t.length))));
    }
}
