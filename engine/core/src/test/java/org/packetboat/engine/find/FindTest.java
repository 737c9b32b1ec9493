package org.packetboat.engine.find;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** Operators find mail by what it is, and change all of it and nothing else. */
class FindTest {
    private final Rig rig = new Rig(policy(with(route("west", "west.example", "far.example"), SimRoutes.NEVER),
            with(route("east", "east.example"), SimRoutes.NEVER)));

    private QueueId mail(String from, String to, String subject) {
        return rig.accept(Rig.submission(from, to),
                ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private MailSearch.Found find(Map<String, String> filter, int most) {
        List<MailSearch.Found> found = new ArrayList<>();
        rig.node.overview().find(MailFilter.of(filter), most, found::add);
        rig.settle();
        assertEquals(1, found.size());
        return found.getFirst();
    }

    private long size(QueueId id) {
        return rig.waiting(id).getFirst().message().size();
    }

    private List<QueueId> ids(String key, String text) {
        return find(Map.of(key, text), 100).envelopes().stream().map(e -> e.id().message()).toList();
    }

    @Test
    void mailIsFoundByWhatItIs() {
        QueueId a = mail("news@hq.example", "bob@west.example", "Price list");
        rig.pass(Duration.ofMinutes(10));
        QueueId b = mail("anna@hq.example", "Bob@east.example", "=?utf-8?q?Caf=C3=A9?=");
        QueueId c = mail("", "cy@far.example", "none");
        assertEquals(List.of(a), ids("from", "NEWS@"));
        assertEquals(List.of(c), ids("from", "<>"));
        assertEquals(List.of(b, a), ids("to", "bob@"));
        assertEquals(List.of(b), ids("to", "b*@EAST.example"));
        assertEquals(List.of(), ids("to", "ob*@east.example"));
        assertEquals(List.of(b), ids("subject", "CAF\u00c9"));
        assertEquals(List.of(a), ids("subject", "price"));
        assertEquals(List.of(a), ids("age", "600"));
        assertEquals(List.of(c, a), ids("site", "West"));
        assertEquals(List.of(), ids("site", "wes"));
        assertEquals(List.of(a), ids("domain", "West.example"));
        assertEquals(List.of(c), ids("domain", "far*"));
        assertEquals(List.of(), ids("domain", "west")); // a domain is meant whole
        assertEquals(List.of(b), ids("size", Long.toString(size(b))));
        assertEquals(List.of(), ids("batch", "spring"));
        assertEquals(List.of(), ids("to", "(")); // no pattern of anybody's
        assertEquals(List.of(a), find(Map.of("site", "west", "subject", "list"), 9).envelopes().stream()
                .map(e -> e.id().message()).toList());
    }

    @Test
    void mailIsFoundByHowItStands() {
        Rig open = new Rig(policy(route("west", "west.example"), with(route("east", "east.example"), SimRoutes.NEVER)));
        QueueId tried = open.send("s@x", "a@west.example");
        open.line.last().end(new Ending.Unreached(new Reply(451, "4.4.1", "Line is BUSY")));
        open.settle();
        QueueId held = open.send("s@x", "a@east.example");
        open.say(a -> open.node.operator().hold(new Target.OfMessage(held), a));
        QueueId untried = open.send("s@x", "b@east.example");
        Map<Map<String, String>, QueueId> wanted = Map.of(Map.of("state", "tried"), tried,
                Map.of("state", "Held"), held, Map.of("state", "untried"), untried, Map.of("reply", "line is busy"),
                tried);
        wanted.forEach((filter, id) -> {
            List<MailSearch.Found> found = new ArrayList<>();
            open.node.overview().find(MailFilter.of(filter), 10, found::add);
            open.settle();
            assertEquals(List.of(id), found.getFirst().envelopes().stream().map(e -> e.id().message()).toList(),
                    filter.toString());
        });
    }

    @Test
    void whatIsNotListedIsCounted() {
        for (int i = 0; i < 1200; i++)
            rig.send("s@x", "a@west.example");
        rig.send("s@x", "a@east.example");
        MailSearch.Found found = find(Map.of("to", "west"), 3);
        assertEquals(1201, found.looked());
        assertEquals(1200, found.found());
        assertEquals(3, found.envelopes().size());
        assertEquals(1200, find(Map.of("site", "west"), 3).looked()); // no look at what goes elsewhere
    }

    @Test
    void anActionIsForAllOfItAndNothingElse() {
        for (int i = 0; i < 700; i++)
            rig.send("s@x", "a@west.example");
        QueueId last = mail("news@hq.example", "bob@west.example", "Price list");
        MailFilter news = MailFilter.of(Map.of("from", "news@"));
        assertEquals("held 1",
                rig.say(a -> rig.node.operator().change(news, Operator.Act.HOLD, done -> a.accept(done.said()))));
        assertTrue(rig.waiting(last).getFirst().held());
        assertEquals("released 1",
                rig.say(a -> rig.node.operator().change(news, Operator.Act.RELEASE, done -> a.accept(done.said()))));
        assertEquals("requeued 1",
                rig.say(a -> rig.node.operator().change(news, Operator.Act.REQUEUE, done -> a.accept(done.said()))));
        assertEquals(List.of("held", "released", "requeued"),
                rig.events(StatusEvent.Handled.class).stream().map(StatusEvent.Handled::what).toList());
        assertEquals("deleted 1",
                rig.say(a -> rig.node.operator().change(news, Operator.Act.DELETE, done -> a.accept(done.said()))));
        assertEquals(700, rig.depth("west.example"));
        MailFilter rest = MailFilter.of(Map.of("to", "*@west.example"));
        assertEquals("expired 700",
                rig.say(a -> rig.node.operator().change(rest, Operator.Act.EXPIRE, done -> a.accept(done.said()))));
        assertEquals(0, rig.depth("west.example"));
    }

    @Test
    void whoseDiskTakesNoMoreIsToldThatNotAllIsDone() {
        for (int i = 0; i < 3; i++)
            rig.send("s@x", "a@west.example");
        rig.store.failNext(1);
        List<Operator.Done> done = new ArrayList<>();
        rig.node.operator().change(MailFilter.of(Map.of("to", "west")), Operator.Act.HOLD, done::add);
        rig.settle();
        assertEquals(List.of(new Operator.Done(0, false, "held 0; then the disk did not take more")), done);
    }

    @Test
    void whatIsNoFilterIsRefusedWithWhatIsExpected() {
        for (Map<String, String> wrong : List.of(Map.<String, String>of(), Map.of("form", "x"), Map.of("age", "2h"),
                Map.of("state", "lost"))) {
            String said = assertThrows(IllegalArgumentException.class, () -> MailFilter.of(wrong)).getMessage();
            assertTrue(said.contains("expected"), said);
        }
    }

    @Test
    void aMessageIsReadInParts() {
        QueueId id = mail("s@x", "a@west.example", "x");
        List<byte[]> parts = new ArrayList<>();
        rig.node.overview().part(id, 9, 4, parts::add);
        rig.node.overview().part(id, 13, 1000, parts::add);
        rig.node.overview().part(id, 1000, 10, parts::add);
        rig.node.overview().part(new QueueId(999), 0, 10, parts::add);
        rig.settle();
        assertArrayEquals("x\r\n\r".getBytes(StandardCharsets.US_ASCII), parts.get(0));
        assertArrayEquals("\nHello.\r\n".getBytes(StandardCharsets.US_ASCII), parts.get(1));
        assertEquals(0, parts.get(2).length + parts.get(3).length);
    }
}
