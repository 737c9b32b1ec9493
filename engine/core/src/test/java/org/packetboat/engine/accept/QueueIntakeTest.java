package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** Commit A. */
class QueueIntakeTest {
    private static final int LARGE = 200_000;

    private final Rig rig = new Rig(policy());

    @Test
    void oneMessageForManyDomainsIsStoredOnce() {
        QueueId id = rig.send("s@x", "a@a.example", "b@b.example", "c@a.example", "a@a.example");
        assertEquals(2, rig.waiting(id).size());
        assertEquals(2, rig.waiting(id).getFirst().recipients().size());
        assertEquals(1, count(Family.BODIES));
    }

    @Test
    void largeMessageIsReadBackWhole() {
        byte[] bytes = new byte[LARGE];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) ('a' + i % 26);
        QueueId id = rig.accept(Rig.submission("s@x", "a@a.example"), bytes);
        assertEquals(new String(bytes), rig.text(rig.waiting(id).getFirst().message()));
    }

    @Test
    void failedCommitLeavesNothingAndTheNextIsTaken() {
        rig.store.failNext(1);
        Receipt receipt = rig.submit(Rig.submission("s@x", "a@a.example"), new byte[10]).orElseThrow();
        assertEquals(452, assertInstanceOf(Receipt.Rejected.class, receipt).reply().code());
        assertEquals(0, count(Family.BODIES) + count(Family.ENVELOPES) + rig.depth("a.example"));
        rig.send("s@x", "a@a.example");
        assertEquals(1, rig.depth("a.example"));
    }

    @Test
    void failureWithAnyPieceLeavesNothing() {
        for (int failing = 0; failing < 5; failing++) {
            Incoming incoming = rig.node.intake().begin(Rig.START);
            incoming.append(new byte[2 * LARGE], 0, failing * 60_000 + 1);
            rig.store.failNext(1);
            incoming.append(new byte[LARGE], 0, LARGE);
            List<Receipt> receipts = new ArrayList<>();
            incoming.commit(Rig.submission("s@x", "a@a.example"), Rig.START, receipts::add);
            assertInstanceOf(Receipt.Rejected.class, receipts.getFirst());
            assertEquals(0, count(Family.BODIES));
        }
    }

    @Test
    void piecesOfWhatWasNeverCommittedAreGoneAfterACrash() {
        Incoming incoming = rig.node.intake().begin(Rig.START);
        incoming.append(new byte[LARGE], 0, LARGE);
        rig.send("s@x", "a@a.example");
        rig.crash();
        assertEquals(1, count(Family.BODIES));
    }

    @Test
    void abandonedPiecesAreGoneAtOnce() {
        Incoming incoming = rig.node.intake().begin(Rig.START);
        incoming.append(new byte[LARGE], 0, LARGE);
        incoming.abandon();
        assertEquals(0, count(Family.BODIES));
    }

    @Test
    void keyIsAcceptedOnceAndAnsweredAlike() {
        QueueId first = rig.accept(keyed("k"), new byte[10]);
        assertEquals(first, rig.accept(keyed("k"), new byte[LARGE]));
        rig.crash();
        assertEquals(first, rig.accept(keyed("k"), new byte[10]));
        assertEquals(1, rig.depth("a.example"));
        assertEquals(1, count(Family.BODIES));
    }

    @Test
    void keyIsForgottenAfterItsTime() {
        QueueId first = rig.accept(keyed("k"), new byte[10]);
        rig.pass(SubmissionKeys.LIFETIME.plus(Duration.ofSeconds(1)));
        assertNotEquals(first, rig.accept(keyed("k"), new byte[10]));
    }

    @Test
    void keyOfAFailedCommitMayComeAgain() {
        rig.store.failNext(1);
        rig.submit(keyed("k"), new byte[10]);
        rig.accept(keyed("k"), new byte[10]);
        assertEquals(1, rig.depth("a.example"));
    }

    @Test
    void sameKeyAtTheSameTimeIsToldToComeLater() {
        rig.store.defer();
        rig.submit(keyed("k"), new byte[10]);
        Receipt second = rig.submit(keyed("k"), new byte[10]).orElseThrow();
        assertEquals(451, assertInstanceOf(Receipt.Rejected.class, second).reply().code());
    }

    /** x was taken, the server that handed it over did not hear so, and by another way it comes with y. */
    @Test
    void whoHasItAlreadyIsPassedOverAndTheOthersGetIt() {
        QueueId first = rig.accept(keyedEach("x@a.example"), new byte[10]);
        rig.accept(keyedEach("x@a.example", "y@a.example"), new byte[10]);
        assertEquals(2, rig.depth("a.example"));
        assertEquals(first, rig.accept(keyedEach("x@a.example"), new byte[10]));
        rig.accept(keyedEach("y@a.example", "x@a.example"), new byte[10]);
        assertEquals(2, rig.depth("a.example"));
    }

    @Test
    void keysOfRecipientsAreForgottenAfterTheirTime() {
        rig.accept(keyedEach("x@a.example", "y@a.example"), new byte[10]);
        assertEquals(2, count(Family.KEYS));
        rig.pass(SubmissionKeys.LIFETIME.plus(Duration.ofSeconds(1)));
        assertEquals(0, count(Family.KEYS));
    }

    @Test
    void oneRecipientThatIsBeingAcceptedPutsAllOffAndKeepsNoKey() {
        rig.store.defer();
        rig.submit(keyedEach("x@a.example"), new byte[10]);
        assertInstanceOf(Receipt.Rejected.class,
                rig.submit(keyedEach("y@a.example", "x@a.example"), new byte[10]).orElseThrow());
        assertEquals(Optional.empty(), rig.submit(keyedEach("y@a.example"), new byte[10]));
    }

    @Test
    void mailThatNobodyIsLeftForIsRefused() {
        Rig strange = new Rig(policy(_ -> List.of(), List.of()));
        Receipt receipt = strange.submit(Rig.submission("s@x", "empty@a.example"), new byte[10]).orElseThrow();
        assertEquals(550, assertInstanceOf(Receipt.Rejected.class, receipt).reply().code());
        assertEquals(0, strange.queue.envelopes(new QueueId(1)).size());
    }

    @Test
    void refusesWhatNoRouteServesUnlessItIsToBeHeld() {
        Policy holding = policy(route("west", "west.example"));
        Rig strict = new Rig(new Policy(holding.server(), holding.local(), holding.outlet(), holding.routes(),
                holding.names(), false, holding.msdead(), holding.delayAfter(), holding.largest(),
                holding.reporting()));
        assertEquals(Optional.empty(), strict.node.intake().refusal(Address.parse("a@west.example")));
        assertEquals(Optional.empty(), strict.node.intake().refusal(Address.parse("a@local.example")));
        assertEquals("5.4.4", strict.node.intake().refusal(Address.parse("a@east.example")).orElseThrow().status());
        assertEquals(Optional.empty(), rig.node.intake().refusal(Address.parse("a@east.example")));
    }

    @Test
    void refusesLocalNamesThatCantBeDeliveredTo() {
        Reply unknown = new Reply(550, "5.1.1", "there is no such user here");
        rig.node.deliverTo(local -> local.localPart().equals("bob") ? Optional.of(unknown) : Optional.empty());
        assertEquals(Optional.of(unknown), rig.node.intake().refusal(Address.parse("bob@local.example")));
        assertEquals(Optional.empty(), rig.node.intake().refusal(Address.parse("ann@local.example")));
        assertEquals(Optional.empty(), rig.node.intake().refusal(Address.parse("bob@east.example")));
    }

    /** The others get their mail, and the sender a notice; nobody learns who has left. */
    @Test
    void aListIsNotRefusedForAMemberWhoHasLeft() {
        Names names = name -> name.localPart().equals("all")
                ? List.of(Address.parse("ann@local.example"), Address.parse("bob@local.example"))
                : name.localPart().equals("gone") ? List.of(Address.parse("bob@local.example")) : List.of(name);
        Rig lists = new Rig(policy(names, List.of()));
        Reply unknown = new Reply(550, "5.1.1", "there is no such user here");
        lists.node.deliverTo(local -> local.localPart().equals("bob") ? Optional.of(unknown) : Optional.empty());
        assertEquals(Optional.empty(), lists.node.intake().refusal(Address.parse("all@local.example")));
        assertEquals(Optional.of(unknown), lists.node.intake().refusal(Address.parse("gone@local.example")));
    }

    /** Only who asks for stages that do not exist is refused for good; a bug is for who hands it over to retry. */
    @Test
    void bugOfOursRefusesNothingForGood() {
        QueueIntake intake = new QueueIntake(rig.queue, () -> {
            throw new IllegalArgumentException("a bug");
        }, new Notices(rig.queue));
        List<Receipt> receipts = new ArrayList<>();
        Incoming incoming = intake.begin(Rig.START);
        assertThrows(IllegalArgumentException.class,
                () -> incoming.commit(keyed("k"), Rig.START, receipts::add));
        assertEquals(List.of(), receipts);
    }

    @Test
    void answerThatFailsIsNotGivenTwice() {
        rig.store.defer();
        rig.submit(keyed("k"), new byte[10]);
        List<Receipt> receipts = new ArrayList<>();
        Incoming incoming = rig.node.intake().begin(Rig.START);
        assertThrows(IllegalArgumentException.class, () -> incoming.commit(keyed("k"), Rig.START, receipt -> {
            receipts.add(receipt);
            throw new IllegalArgumentException("whoever asked is gone");
        }));
        assertEquals(1, receipts.size());
    }

    @Test
    void idsNeverComeTwice() {
        List<QueueId> ids = new ArrayList<>();
        for (int start = 0; start < 5; start++) {
            for (int i = 0; i < 3; i++)
                ids.add(rig.send("s@x", "a@a.example"));
            rig.store.stage(new Batch().delete(Family.META, new byte[]{1}));
            rig.crash();
        }
        assertEquals(ids.stream().distinct().sorted().toList(), ids);
    }

    private static Submission keyed(String key) {
        return Rig.submission("s@x", "a@a.example").withKey(key);
    }

    private static Submission keyedEach(String... to) {
        return Rig.submission("s@x", to).named(Optional.of("n"));
    }

    private int count(Family family) {
        List<byte[]> keys = new ArrayList<>();
        rig.store.scan(family, new byte[0], new byte[]{-1, -1, -1, -1, -1, -1, -1, -1, -1})
                .forEach((key, _) -> keys.add(key));
        return keys.size();
    }
}
