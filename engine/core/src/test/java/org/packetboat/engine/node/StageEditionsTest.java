package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.why.Cause;
import org.packetboat.engine.why.Why;
import org.packetboat.engine.why.WhyText;
import java.time.ZoneOffset;
import org.packetboat.engine.mail.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
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
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;

/** A new edition of a big send takes the place of the old one, for its own recipients and for nobody else. */
class StageEditionsTest {
    private static final String SPRING = "spring prices";
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final Reply YES = new Reply(250, "2.0.0", "ok");
    private static final Reply BUSY = new Reply(450, "4.4.1", "No carrier");

    private final Rig rig = new Rig(policy(SimRoutes.NEVER));

    private static Policy policy(Window window) {
        return SimRoutes.policy(with(route("all", "ny.example", "la.example"), window));
    }

    @Test
    void whoTheNewEditionDoesNotGoToKeepsTheOldOne() {
        QueueId first = send("1,100%; pause=1d", "a@ny.example", "b@ny.example", "c@la.example");
        QueueId second = send("100%; supersedes", "a@ny.example", "c@la.example");
        assertEquals(List.of("b@ny.example"), whoWaits(first));
        assertEquals(List.of("a@ny.example", "c@la.example"), whoWaits(second));
        assertEquals(List.of(List.of("a@ny.example"), List.of("c@la.example")),
                rig.events(StatusEvent.Withdrawn.class).stream().map(e -> texts(e.recipients())).toList());
        assertEquals(3, rig.queue.ledger().batch(SPRING).orElseThrow().sites());
        rig.replace(policy(Window.ALWAYS));
        assertEquals(3, deliverAll());
        rig.settle();
        assertEquals(3, rig.queue.ledger().batch(SPRING).orElseThrow().delivered());
        assertEquals(0, rig.queue.ledger().batch(SPRING).orElseThrow().waiting());
        assertEquals(1, lines(first).getFirst().recipients());
    }

    @Test
    void whoWaitsForHisStageIsToldSo() {
        rig.replace(policy(Window.ALWAYS));
        QueueId id = send("1,100%; pause=1d", "a@ny.example", "c@la.example");
        List<Why> said = new ArrayList<>();
        rig.node.overview().why(new Target.OfDomain(new Domain("la.example")), 1, said::addAll);
        rig.settle();
        assertEquals(new Cause.ForItsStage(), said.getFirst().cause());
        assertEquals(id + ".1 for c@la.example waits for stage 2 of its big send, now at stage 1 of 2.",
                new WhyText(ZoneOffset.UTC).sentence(said.getFirst()));
    }

    @Test
    void whoHasTheOldEditionStaysInItsLineWhenTheOthersGetTheNewOne() {
        rig.replace(policy(Window.ALWAYS));
        QueueId first = send("100%", "a@ny.example", "b@ny.example");
        Envelope taken = rig.line.last().take();
        QueueId second = send("100%; supersedes", "b@ny.example");
        rig.line.last().settle(taken, Map.of(taken.recipients().getFirst(), new Outcome.Delivered(YES, false),
                taken.recipients().getLast(), new Outcome.Deferred(BUSY)));
        rig.pass(Duration.ofSeconds(20));
        assertEquals(List.of(), whoWaits(first));
        assertEquals(List.of("b@ny.example"), whoWaits(second));
        LedgerEntry line = lines(first).getFirst();
        assertEquals(List.of(1, 1, 0), List.of(line.recipients(), line.delivered(), line.failed()));
        assertEquals(1, rig.queue.ledger().batch(SPRING).orElseThrow().delivered());
    }

    @Test
    void aLineOfThoseWhoFailedStaysUntilAllOfThemAreSentToAgain() {
        QueueId first = fail("a@ny.example", "b@ny.example");
        send("100%; resend", "a@ny.example");
        assertEquals(List.of("a@ny.example", "b@ny.example"), texts(lines(first).getFirst().missed()));
        send("100%; resend", "a@ny.example", "b@ny.example");
        assertEquals(List.of(), lines(first));
        assertEquals(0, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
    }

    /** Both look for what is there to replace while a third one is still being sent. */
    @Test
    void aLineThatTwoEditionsReplaceIsCountedOnce() {
        rig.replace(policy(Window.ALWAYS));
        send("100%", "a@ny.example", "c@la.example");
        refuse();
        Envelope sent = rig.line.last().take();
        QueueId second = send("100%; supersedes", "a@ny.example", "c@la.example");
        QueueId third = send("100%; supersedes", "a@ny.example", "c@la.example");
        rig.pass(Duration.ofSeconds(15));
        rig.line.last().settle(sent, new Outcome.Deferred(BUSY));
        for (int i = 0; i < 5; i++)
            rig.pass(Duration.ofSeconds(15));
        assertEquals(List.of(), whoWaits(second));
        assertEquals(List.of("a@ny.example", "c@la.example"), whoWaits(third));
        assertEquals(0, rig.queue.ledger().batch(SPRING).orElseThrow().failed());
        assertEquals(2, rig.queue.ledger().batch(SPRING).orElseThrow().sites());
    }

    /** What it had not taken out yet when it was aborted stays: else its sites would get neither. */
    @Test
    void anEditionThatIsAbortedTakesOutNothingMore() {
        rig.replace(policy(Window.ALWAYS));
        QueueId first = send("100%", "a@ny.example", "c@la.example");
        Envelope sent = rig.line.last().take();
        QueueId second = send("100%; supersedes", "a@ny.example");
        abortOnly(second);
        rig.line.last().settle(sent, new Outcome.Deferred(BUSY));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("a@ny.example", "c@la.example"), whoWaits(first));
        assertEquals(List.of(), whoWaits(second));
        assertEquals(Optional.empty(), rig.queue.ledger().staged().of(second));
    }

    /** A command concerns all messages of a name: here the other is not meant to go. */
    private void abortOnly(QueueId edition) {
        rig.queue.change().stage(rig.queue.ledger().staged().of(edition).orElseThrow()
                .now(StagedSend.State.ABORTED)).commit(_ -> {});
        rig.pass(Duration.ofMinutes(1));
    }

    /** The power fails while the old one is being sent; the new one had arrived, for all or for some. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditionThatWasBeingSentAtAKillDoesNotComeAfterTheNewOne(boolean toAll) {
        rig.replace(policy(Window.ALWAYS));
        QueueId first = send("100%", "a@ny.example", "b@ny.example");
        rig.line.last().take();
        QueueId second = send("100%; supersedes", "a@ny.example", "b@ny.example");
        Envelope fresh = rig.line.last().take();
        assertEquals(second, fresh.message().id());
        rig.line.last().settle(fresh, Map.of(fresh.recipients().getFirst(), new Outcome.Delivered(YES, false),
                fresh.recipients().getLast(), toAll ? new Outcome.Delivered(YES, false) : new Outcome.Deferred(BUSY)));
        rig.crash();
        rig.pass(Duration.ofSeconds(30));
        assertEquals(List.of(), whoWaits(first));
        assertEquals(toAll ? List.of() : List.of("b@ny.example"), whoWaits(second));
        rig.pass(Duration.ofMinutes(2));
        if (!toAll) assertEquals(1, deliverAll());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of(), rig.store.keys(Family.META).stream()
                .map(key -> new String(key, StandardCharsets.ISO_8859_1)).filter(key -> key.startsWith("replaces"))
                .toList());
    }

    private QueueId fail(String... to) {
        rig.replace(policy(Window.ALWAYS));
        QueueId id = send("100%", to);
        refuse();
        rig.replace(policy(SimRoutes.NEVER));
        return id;
    }

    private void refuse() {
        Envelope taken = rig.line.last().take();
        rig.line.last().settle(taken, new Outcome.Refused(NO));
    }

    private int deliverAll() {
        int count = 0;
        for (int i = 0; i < rig.line.sessions().size(); i++) {
            HandLink.HandSession session = rig.line.sessions().get(i);
            count += session.deliverAll();
        }
        return count;
    }

    private List<LedgerEntry> lines(QueueId id) {
        return rig.queue.ledger().entries(SPRING, id);
    }

    private List<String> whoWaits(QueueId id) {
        List<String> who = new ArrayList<>();
        rig.waiting(id).forEach(e -> e.recipients().forEach(r -> who.add(r.address().toString())));
        return who;
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    private QueueId send(String stages, String... to) {
        SubmissionOptions options = new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName(SPRING)), Optional.empty(), Optional.of(Stages.parse(stages)));
        return rig.accept(Rig.submission("hq@home.test", to).with(options), new byte[100]);
    }
}
