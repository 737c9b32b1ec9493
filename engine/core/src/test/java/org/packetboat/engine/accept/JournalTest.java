package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRules.journal;
import static org.packetboat.engine.sim.SimRules.rules;
import static org.packetboat.engine.sim.SimRules.to;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.IncomingMessage;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Share;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRules;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;

/** A copy of each mail goes to the journal, in the same change of the queue. */
class JournalTest {
    private static final String MAIL = "Received: from a by b; Fri, 20 Nov 2026 00:00:00 +0000\r\n"
            + "Received: from c by d; Fri, 20 Nov 2026 00:00:00 +0000\r\n"
            + "To: ann@a.example\r\nSubject: Price list\r\n\r\nHello\r\n";
    private static final Policy PLAIN = policy(with(route("a", "a.example"), NEVER),
            with(route("b", "b.example"), NEVER),
            with(with(route("log", "log.example"), NEVER), new Share.Bytes(100_000)));
    private static final Policy JOURNALING = PLAIN.with(new DeliveryRules(List.of(),
            Map.of("a", Address.parse("log@log.example"))));

    private final Rig rig = new Rig(JOURNALING);

    private QueueId send(String... to) {
        return rig.accept(Rig.submission("s@x.example", to).through(Entrance.of("smtp:10.0.0.1")),
                MAIL.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Envelope> copies(Rig rig) {
        return rig.events(StatusEvent.Accepted.class).stream().map(StatusEvent.Accepted::about)
                .filter(about -> about.origin().equals("journal")).flatMap(about -> rig.waiting(about.id()).stream())
                .toList();
    }

    private List<Envelope> copies() {
        return copies(rig);
    }

    private String copy() {
        return rig.text(copies().getFirst().message());
    }

    @Test
    void copyHasMailAndEnvelope() {
        QueueId id = send("ann@a.example", "hidden@a.example", "bob@b.example");
        assertEquals(1, rig.depth("log.example"));
        String copy = copy();
        assertTrue(copy.contains("\r\nX-Packetboat-Journal: " + id + "@hub.example\r\n"), copy);
        assertTrue(copy.contains("\r\nQueue-Id: " + id + "\r\nArrived: 2026-11-20T00:00:00Z\r\n"
                + "Origin: smtp:10.0.0.1\r\nSender: s@x.example\r\nRecipient: ann@a.example\r\n"
                + "Recipient: hidden@a.example\r\nRecipient: bob@b.example\r\nRule: route a\r\n"), copy);
        String boundary = copy.replaceFirst("(?s).*boundary=\"([^\"]+)\".*", "$1");
        assertTrue(copy.endsWith("\r\n\r\n" + MAIL + "\r\n--" + boundary + "--\r\n"), copy);
        assertTrue(copies().getFirst().message().sender().isEmpty());
        assertEquals(2, copy.lines().takeWhile(line -> !line.isEmpty()).filter(l -> l.startsWith("Received: id"))
                .count(), "it has gone as far as the mail has");
    }

    @Test
    void whatGoesElsewhereIsNotCopied() {
        send("bob@b.example");
        assertEquals(0, rig.depth("log.example"));
    }

    @Test
    void rulesNameJournalsToo() {
        rig.replace(PLAIN.with(rules(to(journal("b", "log@log.example"), "b.example"),
                to(journal("ann", "other@log.example"), "ann@a.example"))));
        send("ann@a.example", "bob@b.example");
        assertEquals(List.of("log@log.example", "other@log.example"), copies().getFirst().recipients().stream()
                .map(r -> r.address().toString()).sorted().toList());
        assertTrue(copy().contains("Rule: b\r\nRule: ann\r\n"), copy());
    }

    @Test
    void copyNamesThoseWhomAGroupStandsFor() {
        Names names = address -> address.toString().equals("all@a.example")
                ? List.of(Address.parse("ann@a.example"), Address.parse("bob@b.example"))
                : List.of(address);
        rig.replace(JOURNALING.with(names));
        send("all@a.example");
        assertTrue(copy().contains("Recipient: all@a.example\r\nExpanded-To: ann@a.example\r\n"
                + "Expanded-To: bob@b.example\r\n"), copy());
    }

    @Test
    void mailForTheJournalItselfIsNotCopiedToIt() {
        rig.replace(PLAIN.with(rules(journal("all", "log@log.example"))));
        send("log@log.example");
        assertEquals(1, rig.depth("log.example"));
        send("ann@a.example");
        assertEquals(3 - 1, rig.depth("log.example"), "the mail, and one copy of the other");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_536, 200_000})
    void mailAndCopySurviveACrashTogether(int size) {
        rig.replace(policy(with(route("a", "a.example"), NEVER), with(route("log", "log.example"), NEVER))
                .with(JOURNALING.rules()));
        QueueId id = rig.accept(Rig.submission("s@x.example", "ann@a.example"), new byte[size]);
        rig.crash();
        assertEquals(size, rig.text(rig.waiting(id).getFirst().message()).length());
        assertTrue(copy().length() > size);
        assertEquals(1, rig.depth("log.example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200_000})
    void ifTheDiskTakesNotBothThereIsNeither(int size) {
        Incoming incoming = rig.node.intake().begin(rig.clock.now());
        incoming.append(new byte[size], 0, size);
        incoming.unload();
        rig.store.failNext(1);
        List<Receipt> receipts = new ArrayList<>();
        incoming.commit(Rig.submission("s@x.example", "ann@a.example"), rig.clock.now(), receipts::add);
        rig.settle();
        assertEquals(List.of(new Receipt.Rejected(Reply.NO_SPACE)), receipts);
        rig.crash();
        assertEquals(List.of(0L, 0L), List.of(rig.depth("a.example"), rig.depth("log.example")));
    }

    @Test
    void repeatedMailHasOneCopy() {
        Submission mail = Rig.submission("s@x.example", "ann@a.example").withKey("once");
        rig.accept(mail, new byte[10]);
        rig.accept(mail, new byte[10]);
        assertEquals(1, rig.depth("log.example"));
    }

    @Test
    void mailOfAConsignmentIsCopiedWithIt() {
        Consignment consignment = rig.node.sources().consignment();
        for (int i = 0; i < 3; i++) {
            Incoming incoming = consignment.begin();
            incoming.append(new byte[10], 0, 10);
            incoming.commit(Rig.submission("s@x.example", "ann@a.example"), rig.clock.now(), _ -> {});
        }
        assertEquals(0, rig.depth("log.example"));
        consignment.commit(new SourcePosition("log", 3), _ -> {});
        rig.settle();
        assertEquals(3, rig.depth("log.example"));
    }

    /** Sites of which one is full put off mail for others, too: better late than without its copy. */
    @Test
    void mailIsPutOffWhileItsJournalIsFull() {
        rig.send("s@x.example", 120_000, "someone@log.example");
        rig.node.roomLeft(1_000_000, rig.clock.now());
        assertEquals(Optional.of(452), rig.node.intake()
                .refusal(SimRules.sending("s@x.example", Entrance.of("test")), Address.parse("ann@a.example"))
                .map(Reply::code));
        Receipt receipt = rig.submit(Rig.submission("s@x.example", "ann@a.example"), new byte[10]).orElseThrow();
        assertEquals(452, ((Receipt.Rejected) receipt).reply().code());
        assertTrue(rig.submit(Rig.submission("s@x.example", "bob@b.example"), new byte[10])
                .orElseThrow() instanceof Receipt.Accepted);
    }

    /** Only mail that the rule means waits for its journal; how large it is may show only once it is there. */
    @Test
    void smallMailWaitsForNoJournalOfLargeMail() {
        rig.replace(PLAIN.with(rules(SimRules.largerThan(journal("large", "log@log.example"), 1000))));
        rig.send("s@x.example", 120_000, "someone@log.example");
        rig.node.roomLeft(1_000_000, rig.clock.now());
        Address ann = Address.parse("ann@a.example");
        assertEquals(Optional.empty(), rig.node.intake()
                .refusal(SimRules.sending("s@x.example", Entrance.of("test")), ann));
        assertEquals(Optional.of(452), rig.node.intake()
                .refusal(SimRules.sending("s@x.example", Entrance.of("test"), 1001), ann).map(Reply::code));
        assertTrue(rig.submit(Rig.submission("s@x.example", "ann@a.example"), new byte[10])
                .orElseThrow() instanceof Receipt.Accepted);
        assertEquals(452, ((Receipt.Rejected) rig.submit(Rig.submission("s@x.example", "ann@a.example"),
                new byte[1001]).orElseThrow()).reply().code());
    }

    private Incoming large() {
        Incoming incoming = rig.node.intake().begin(rig.clock.now());
        byte[] text = new byte[200_000];
        incoming.append(text, 0, text.length);
        incoming.unload();
        return incoming;
    }

    /** They would stay until the next start, for each mail that is tried again. */
    @Test
    void ofACommitThatThrowsNoPiecesStay() {
        IncomingMessage text = new IncomingMessage(rig.queue);
        text.append(new byte[200_000], 0, 200_000);
        Submission submission = Rig.submission("s@x.example", "ann@a.example");
        Message message = Envelopes.message(submission, text.id(), text.size(), rig.clock.now());
        List<Envelope> envelopes = Envelopes.divide(submission, message, JOURNALING);
        AcceptedMail mail = new AcceptedMail(submission, message, envelopes, Optional.empty(), Judgement.NONE,
                JournalCopy.of(rig.queue, JOURNALING, new JournalCopy.Original(submission, message, envelopes, text),
                        Map.of(Address.parse("log@log.example"), "a"), rig.clock.now()));
        text.abandon();
        assertTrue(rig.store.keys(Family.BODIES).size() > 0, "the copy");
        assertThrows(IllegalStateException.class, () -> mail.take(throwing(), _ -> {}, _ -> {}));
        assertEquals(0, rig.store.keys(Family.BODIES).size());
    }

    private static Commitment throwing() {
        return new Commitment() {
            @Override
            public void take(Consumer<QueueBatch> fill, Consumer<Optional<StoreException>> settled) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void spoil(Reply why) {
                throw new AssertionError(why.toString());
            }
        };
    }

    @Test
    void ofACopyThatCantBeAddressedNoPiecesStay() {
        int[] asked = {0};
        rig.replace(JOURNALING.with((Names) address -> {
            if (address.toString().equals("log@log.example") && ++asked[0] == 2)
                throw new IllegalStateException("a bug");
            return List.of(address);
        }));
        Incoming incoming = large();
        assertThrows(IllegalStateException.class, () -> incoming.commit(
                Rig.submission("s@x.example", "ann@a.example"), rig.clock.now(), _ -> {}));
        assertEquals(0, rig.store.keys(Family.BODIES).size());
    }

    @Test
    void noticesAreNotCopied() {
        Policy open = policy(route("a", "a.example"), with(route("x", "x.example"), NEVER),
                with(route("log", "log.example"), NEVER));
        rig.replace(open.with(rules(to(journal("x", "log@log.example"), "x.example"))));
        rig.send("s@x.example", "ann@a.example");
        rig.line.last().settle(rig.line.last().take(), new Outcome.Refused(new Reply(550, "5.1.1", "No")));
        rig.pass(Duration.ofMinutes(6));
        assertEquals(1, rig.depth("x.example"), "the notice");
        assertEquals(0, rig.depth("log.example"));
    }

    @Test
    void nobodyCanEndTheAttachedMailFromWithin() {
        String first = boundary("Hello\r\n");
        String second = boundary("Hello\r\n\r\n--" + first + "--\r\n");
        assertFalse(second.equals(first));
    }

    private String boundary(String text) {
        Rig other = new Rig(JOURNALING);
        other.accept(Rig.submission("s@x.example", "ann@a.example"), text.getBytes(StandardCharsets.UTF_8));
        return other.text(copies(other).getFirst().message()).replaceFirst("(?s).*boundary=\"([^\"]+)\".*", "$1");
    }
}
