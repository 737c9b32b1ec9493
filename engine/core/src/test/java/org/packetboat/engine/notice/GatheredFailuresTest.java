package org.packetboat.engine.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.route.Reporting.GATHER;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.MailExport;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.QueueRepair;
import org.packetboat.engine.queue.SenderNotes.Note;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent.NoticeSent;
import org.packetboat.engine.status.StatusEvent.Trouble;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** What fails of one message in several sessions is told together, a while later. */
class GatheredFailuresTest {
    private static final Reply NO = new Reply(550, "5.1.1", "No such user", Optional.of("mx.far.example"));
    private static final String TEXT = "Subject: Prices\r\n\r\nAll up.\r\n";
    private static final String NEVER = "c@never.example";

    private final Rig rig = new Rig(policy(Stream.concat(
            Stream.of(with(route("never", "never.example", "home.example"), SimRoutes.NEVER)),
            IntStream.range(0, 30).mapToObj(i -> route("s" + i, "s" + i + ".example"))).toArray(Route[]::new)));

    private QueueId send(String... to) {
        return rig.accept(Rig.submission("s@home.example", to), TEXT.getBytes(StandardCharsets.US_ASCII));
    }

    /** The session that is open now takes this, and ends. */
    private void answer(Outcome outcome) {
        HandSession session = rig.line.last();
        session.settle(session.take(), outcome);
        session.end(new Ending.Finished());
    }

    private void refuse() {
        answer(new Outcome.Refused(NO));
    }

    private List<NoticeSent> notices() {
        return rig.events(NoticeSent.class);
    }

    private String text(NoticeSent sent) {
        return rig.text(rig.waiting(sent.notice()).getFirst().message());
    }

    private void assertNames(NoticeSent sent, String... recipients) {
        List<String> named = text(sent).lines().filter(l -> l.startsWith("Final-Recipient: rfc822; "))
                .map(l -> l.substring(25)).toList();
        assertEquals(List.of(recipients), named);
    }

    @Test
    void refusalsInSeveralSessionsAreOneNoticeAfterAWhile() {
        QueueId id = send("a@s0.example", "b@s1.example", NEVER);
        refuse();
        rig.pass(GATHER.minusMillis(1));
        refuse();
        assertEquals(List.of(), notices());
        rig.pass(Duration.ofMillis(1));
        assertEquals(1, notices().size());
        assertNames(notices().getFirst(), "a@s0.example", "b@s1.example");
        String text = text(notices().getFirst());
        assertTrue(text.contains("Remote-MTA: dns; mx.far.example\r\n"), text);
        assertTrue(text.contains("message/rfc822\r\n") && text.contains("\r\nAll up.\r\n"), text);
        rig.pass(GATHER.multipliedBy(2));
        assertEquals(1, notices().size());
        assertEquals(List.of(), rig.queue.notes().of(id));
    }

    @Test
    void theLastToEndIsToldAtOnceWithThoseThatWait() {
        send("a@s0.example", "b@s1.example");
        refuse();
        assertEquals(List.of(), notices());
        refuse();
        assertNames(notices().getFirst(), "a@s0.example", "b@s1.example");
        rig.pass(GATHER.multipliedBy(2));
        assertEquals(1, notices().size());
    }

    @Test
    void othersThatWaitForDaysAreToldLater() {
        send("a@s0.example", NEVER);
        refuse();
        rig.pass(GATHER);
        assertNames(notices().getFirst(), "a@s0.example");
        rig.pass(Duration.ofHours(12));
        assertEquals(2, notices().size());
        assertNames(notices().get(1), NEVER);
    }

    @Test
    void theTextIsThereThoughTheMessageIsGone() {
        send("a@s0.example", "b@s1.example");
        refuse();
        answer(new Outcome.Delivered(new Reply(250, "2.0.0", "Ok"), false));
        rig.pass(GATHER);
        String text = text(notices().getFirst());
        assertTrue(text.contains("\r\nAll up.\r\n"), text);
    }

    @Test
    void aCrashNeitherLosesNorDoublesIt() {
        send("a@s0.example", "b@s1.example", NEVER);
        refuse();
        rig.crash();
        refuse();
        rig.crash();
        rig.pass(GATHER);
        rig.crash();
        rig.pass(GATHER.multipliedBy(2));
        assertEquals(1, notices().size());
        assertNames(notices().getFirst(), "a@s0.example", "b@s1.example");
    }

    @Test
    void aDiskThatDoesNotTakeTheNoticeGetsItLaterAndOnce() {
        send("a@s0.example", NEVER);
        refuse();
        rig.pass(GATHER.minusMillis(1));
        rig.store.failNext(3);
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, notices().size());
        assertNames(notices().getFirst(), "a@s0.example");
    }

    @Test
    void aClockThatIsPutRightNeitherHoldsItNorDoublesIt() {
        for (Duration step : List.of(Duration.ofDays(3), Duration.ofDays(-3))) {
            int before = notices().size();
            send("a@s0.example", NEVER);
            refuse();
            rig.shift(step);
            rig.pass(GATHER.plusSeconds(1));
            assertEquals(before + 1, notices().size(), step::toString);
        }
    }

    /** One refusal each minute for half an hour: at most one notice for each five minutes. */
    @Test
    void aRowOfRefusalsMakesFewNotices() {
        send(Stream.concat(IntStream.range(0, 30).mapToObj(i -> "a@s" + i + ".example"), Stream.of(NEVER))
                .toArray(String[]::new));
        for (int i = 0; i < 30; i++) {
            refuse();
            rig.pass(Duration.ofMinutes(1));
        }
        rig.pass(GATHER);
        assertTrue(notices().size() <= 6, () -> notices().size() + " notices");
        assertEquals(30, told().stream().mapToLong(n -> n).sum());
    }

    /** Notes that so many others of a message failed. */
    private void noteFailures(QueueId id, int count) {
        Message message = rig.waiting(id).getFirst().message();
        QueueBatch batch = rig.queue.change();
        for (int i = 0; i < count; i++) {
            Notice one = new Notice(NoticeKind.FAILED, message,
                    List.of(new Notice.Entry(Recipient.of("n" + i + "@s0.example"), NO)), Optional.empty(),
                    Optional.empty());
            batch.note(id, NoticeCodec.encode(one), new byte[0], rig.clock.now().plus(GATHER));
        }
        batch.commit(failure -> assertEquals(Optional.empty(), failure));
        rig.settle();
    }

    private List<Long> told() {
        return notices().stream().map(this::text)
                .map(t -> t.lines().filter(l -> l.startsWith("Final-Recipient: ")).count()).toList();
    }

    @Test
    void veryManyFailuresAreSeveralNotices() {
        QueueId id = send(NEVER);
        noteFailures(id, 1200);
        rig.pass(GATHER);
        assertEquals(List.of(500L, 500L, 200L), told());
        assertEquals(List.of(), rig.queue.notes().of(id));
        rig.crash();
        rig.pass(GATHER.multipliedBy(2));
        assertEquals(3, notices().size());
    }

    @Test
    void whatDoesNotFitIntoTheNoticeOfTheLastIsToldWhenItIsDue() {
        QueueId id = send("a@s0.example");
        noteFailures(id, 600);
        refuse();
        rig.pass(GATHER.multipliedBy(2));
        assertEquals(List.of(500L, 101L), told().stream().sorted(Comparator.reverseOrder()).toList());
        assertEquals(List.of(), rig.queue.notes().of(id));
    }

    private byte[] noteKey() {
        return rig.store.keys(Family.META).stream()
                .filter(key -> new String(key, StandardCharsets.US_ASCII).startsWith("note")).findFirst().orElseThrow();
    }

    private void assertTrouble(QueueId about) {
        List<String> troubles = rig.events(Trouble.class).stream().map(Trouble::what).toList();
        assertEquals(1, troubles.size(), troubles::toString);
        assertTrue(troubles.getFirst().contains(about.toString()), troubles::toString);
    }

    @Test
    void aNoteCutShortIsNamedAndHarmsNeitherMailNorOtherNotes() {
        QueueId id = send(NEVER, "a@s0.example", "b@s1.example");
        refuse();
        rig.store.stage(new Batch().put(Family.META, noteKey(), new byte[3]));
        refuse();
        QueueRepair.run(rig.store);
        rig.pass(GATHER);
        assertTrouble(id);
        assertNames(notices().getFirst(), "b@s1.example");
        assertEquals(List.of(), rig.queue.notes().of(id));
        assertEquals(1, rig.waiting(id).size());
    }

    @Test
    void aBugInTellingIsNamedAndHarmsNoMail() {
        QueueId id = send(NEVER, "a@s0.example");
        refuse();
        byte[] note = noteKey();
        rig.store.beforeReads((family, key) -> {
            if (family == Family.META && Arrays.equals(key, 0, 13, note, 0, 13))
                throw new IllegalStateException("a bug");
        });
        rig.pass(GATHER.multipliedBy(2));
        assertTrouble(id);
        assertEquals(1, rig.waiting(id).size());
        rig.store.beforeReads((_, _) -> {});
        rig.pass(Duration.ofHours(6));
        assertNames(notices().getFirst(), "a@s0.example");
    }

    @Test
    void salvageNamesWhatWaits() {
        QueueId id = send("a@s0.example", NEVER);
        refuse();
        List<Note> found = new ArrayList<>();
        assertEquals(0, MailExport.visitNotes(rig.store, found::add));
        assertEquals(List.of(id), found.stream().map(Note::about).toList());
        Notice notice = Notices.read(found.getFirst()).orElseThrow();
        assertEquals("s@home.example", notice.about().sender().orElseThrow().toString());
        assertEquals(List.of("a@s0.example"), notice.entries().stream()
                .map(entry -> entry.recipient().address().toString()).toList());
        rig.store.garble(Family.META, key -> Arrays.equals(key, noteKey()));
        assertEquals(1, MailExport.visitNotes(rig.store, found::add));
    }

    @Test
    void damagedTimersAreMadeAnew() {
        QueueId id = send("a@s0.example", NEVER);
        refuse();
        rig.queue.timers(Instant.MIN, rig.clock.now().plus(GATHER), 1).forEach(timer -> rig.store.stage(
                new Batch().delete(Family.TIMERS, timer.key())));
        QueueRepair.run(rig.store);
        rig.crash();
        rig.pass(GATHER);
        assertEquals(1, notices().size());
        assertEquals(List.of(), rig.queue.notes().of(id));
    }

    @Test
    void whatTheOperatorExpiresIsToldWithTheRestOfIt() {
        QueueId id = send("a@s0.example", NEVER);
        refuse();
        rig.say(answer -> rig.node.operator().expire(new Target.OfMessage(id), answer));
        assertEquals(1, notices().size());
        assertNames(notices().getFirst(), "a@s0.example", NEVER);
    }
}
