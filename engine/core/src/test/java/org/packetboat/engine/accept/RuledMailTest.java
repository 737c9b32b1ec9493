package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRules.NO;
import static org.packetboat.engine.sim.SimRules.accept;
import static org.packetboat.engine.sim.SimRules.entrances;
import static org.packetboat.engine.sim.SimRules.from;
import static org.packetboat.engine.sim.SimRules.hold;
import static org.packetboat.engine.sim.SimRules.largerThan;
import static org.packetboat.engine.sim.SimRules.priority;
import static org.packetboat.engine.sim.SimRules.refuse;
import static org.packetboat.engine.sim.SimRules.rules;
import static org.packetboat.engine.sim.SimRules.sending;
import static org.packetboat.engine.sim.SimRules.to;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.engine.sim.Rig;

/** What delivery rules do with mail, whichever way it comes in. */
class RuledMailTest {
    private static final Policy PLAIN = policy(with(route("a", "a.example"), NEVER),
            with(route("b", "b.example"), NEVER));
    private static final AnnouncedMail MAIL = sending("s@x.example", Entrance.of("test"));

    private final Rig rig = new Rig(PLAIN);

    private void rule(DeliveryRule... rules) {
        rig.replace(PLAIN.with(rules(rules)));
    }

    private Optional<Reply> refusal(String recipient) {
        return rig.node.intake().refusal(MAIL, Address.parse(recipient));
    }

    private Receipt send(int size, String... to) {
        return rig.submit(Rig.submission("s@x.example", to), new byte[size]).orElseThrow();
    }

    private RuleCount count(String rule) {
        return rig.node.intake().ruled().stream().filter(c -> c.rule().equals(rule)).findFirst()
                .orElse(RuleCount.none(rule));
    }

    @Test
    void recipientIsRefusedAloneBeforeTheText() {
        rule(to(refuse("r"), "b.example"));
        assertEquals(Optional.empty(), refusal("a@a.example"));
        assertEquals(Optional.of(NO), refusal("b@b.example"));
        assertEquals(1, count("r").refused());
        assertEquals("2026-11-20T00:00:00Z test s@x.example to b@b.example", count("r").lastRefused());
    }

    @Test
    void messageIsRefusedWholeOnceItIsThere() {
        rule(to(largerThan(refuse("r"), 100), "b.example"));
        assertEquals(Optional.empty(), refusal("b@b.example"), "nobody has said its size");
        assertEquals(new Receipt.Rejected(NO), send(101, "a@a.example", "b@b.example"));
        assertEquals(List.of(0L, 0L), List.of(rig.depth("a.example"), rig.depth("b.example")));
        assertTrue(send(100, "a@a.example", "b@b.example") instanceof Receipt.Accepted);
    }

    @Test
    void allEntrancesAreJudgedButWhatIsImported() {
        rule(refuse("r"));
        for (String origin : List.of("smtp:10.0.0.1", "uucp:denver", "kafka:orders-0@1", "camel:r", "drop:root",
                "submit")) {
            assertEquals(new Receipt.Rejected(NO), rig.submit(
                    Rig.submission("s@x.example", "a@a.example").through(Entrance.of(origin)), new byte[1])
                    .orElseThrow(), origin);
        }
        assertTrue(rig.submit(Rig.submission("s@x.example", "a@a.example").through(Entrance.of("import")),
                new byte[1]).orElseThrow() instanceof Receipt.Accepted);
    }

    @Test
    void rulesChangeWhileTheServerRuns() {
        rule(entrances(refuse("r"), "test"));
        assertEquals(Optional.of(NO), refusal("a@a.example"));
        rule();
        assertEquals(Optional.empty(), refusal("a@a.example"));
    }

    @Test
    void senderIsRefusedBeforeAnyRecipient() {
        rule(from(refuse("r"), "x.example"));
        assertEquals(Optional.of(NO), rig.node.intake().refusal(MAIL));
        assertEquals(Optional.empty(), rig.node.intake().refusal(sending("s@y.example", Entrance.of("test"))));
    }

    @Test
    void heldMailWaitsForAnOperatorAndOthersGo() {
        rule(to(hold("look"), "b.example"));
        QueueId id = ((Receipt.Accepted) send(10, "a@a.example", "b@b.example")).id();
        assertEquals(Map.of("a.example", false, "b.example", true), held(id));
        rig.crash(PLAIN);
        assertEquals(Map.of("a.example", false, "b.example", true), held(id));
        assertEquals(1, rig.events.stream().filter(e -> e.toString().contains("the delivery rule look")).count());
    }

    private Map<String, Boolean> held(QueueId id) {
        return rig.waiting(id).stream().collect(Collectors.toMap(e -> e.destination().name(),
                Envelope::held));
    }

    @Test
    void heldMailIsCounted() {
        rule(hold("look"));
        send(10, "a@a.example", "b@b.example");
        assertEquals(new RuleCount("look", 1, 1, 0, 0, ""), count("look"));
    }

    @Test
    void priorityIsThatOfTheMostUrgentAtADestination() {
        rule(to(priority("u", 7), "u@a.example"), to(priority("v", 3), "a.example"));
        QueueId id = ((Receipt.Accepted) send(10, "a@a.example", "u@a.example", "b@b.example")).id();
        assertEquals(List.of(7, 0), rig.waiting(id).stream().map(e -> e.priority().value()).toList());
    }

    @Test
    void whatIsRefusedForGoodSpoilsNothingElseOfAConsignment() {
        rule(to(refuse("r"), "b.example"));
        Consignment consignment = rig.node.sources().consignment();
        List<Receipt> receipts = new ArrayList<>();
        for (String to : List.of("a@a.example", "b@b.example")) {
            Incoming incoming = consignment.begin();
            incoming.append(new byte[10], 0, 10);
            incoming.commit(Rig.submission("s@x.example", to), rig.clock.now(), receipts::add);
        }
        List<Optional<Reply>> answers = new ArrayList<>();
        consignment.commit(new SourcePosition("log", 2), answers::add);
        assertEquals(List.of(Optional.empty()), answers);
        assertEquals(1, rig.depth("a.example"));
        assertTrue(receipts.contains(new Receipt.Rejected(NO)));
    }

    @Test
    void reportsBetweenServersAreNobodysToJudge() {
        rule(refuse("r"));
        assertEquals(Optional.empty(), refusal("packetboat-status@hub.example"));
    }

    /** Whether it is one shows at its recipient. */
    @Test
    void reportsPassRulesThatRefuseEverybodyAtMail() {
        rule(refuse("r"));
        for (String sender : List.of("packetboat-status@b.example", ""))
            assertEquals(Optional.empty(), rig.node.intake().refusal(sending(sender, Entrance.of("test"))), sender);
        assertEquals(Optional.of(NO), rig.node.intake().refusal(sending("", Entrance.of("test")),
                Address.parse("a@a.example")));
        assertEquals(new Receipt.Rejected(NO), rig.submit(
                Rig.submission("packetboat-status@b.example", "packetboat-status@hub.example"), new byte[1])
                .orElseThrow(), "a stranger's mail of that name is no report");
    }

    /** A price list for a million people would take hundreds of megabytes at once. */
    @Test
    void whatIsSaidOfManyIsKeptOnce() {
        DeliveryRule[] rules = {to(priority("u", 7), "u@a.example"), to(hold("look"), "b.example"), accept("rest")};
        rule(rules);
        String[] all = new String[3000];
        for (int i = 0; i < all.length; i++)
            all[i] = i == 1000 ? "u@a.example" : "r" + i + "@" + (i % 2 == 0 ? "a" : "b") + ".example";
        DeliveryJudge judge = new DeliveryJudge(new KnownRecipients(),
                new SiteShares(rig.queue, () -> PLAIN));
        Judgement said = judge.judge(Rig.submission("s@x.example", all), 10,
                PLAIN.with(rules(rules)), rig.clock.now());
        assertEquals(3, said.decisions().values().stream().mapToInt(Collection::size).sum());
        QueueId id = ((Receipt.Accepted) send(10, all)).id();
        assertEquals(Map.of("a.example", false, "b.example", true), held(id));
        assertEquals(List.of(7, 0), rig.waiting(id).stream().map(e -> e.priority().value()).toList());
    }
}
