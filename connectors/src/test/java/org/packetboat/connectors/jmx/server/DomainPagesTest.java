package org.packetboat.connectors.jmx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.server.DomainPages.Page;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;

/** A queue of any size is listed a part at a time. */
class DomainPagesTest {
    private final Rig rig = new Rig(policy(with(route("west", "*.west.example"), SimRoutes.NEVER),
            with(route("east", "*.east.example"), SimRoutes.NEVER)));
    private final List<Integer> asked = new ArrayList<>();
    private final DomainPages pages = new DomainPages(rig.queue, this::described);

    private List<DomainStatus> described(List<Domain> some) {
        asked.add(some.size());
        List<DomainStatus> all = new ArrayList<>();
        rig.node.overview().someDomains(some, all::addAll);
        rig.settle();
        return all;
    }

    /** @return the parts, each as its names */
    private List<List<String>> parts(Map<String, String> filter, int most) {
        List<List<String>> parts = new ArrayList<>();
        Page page = new Page(List.of(), "");
        do {
            page = pages.page(filter, page.next(), most, rig.clock.now());
            parts.add(page.found().stream().map(s -> s.domain().name()).toList());
        } while (!page.next().isEmpty());
        return parts;
    }

    private List<String> names(Map<String, String> filter) {
        return parts(filter, 100).stream().flatMap(List::stream).toList();
    }

    private static String name(int i, String site) {
        return String.format("d%03d.%s.example", i, site);
    }

    @Test
    void partsHaveEachDomainOnceInTheOrderOfNames() {
        List<String> all = IntStream.range(0, 250).mapToObj(i -> name(i, i % 2 == 0 ? "west" : "east")).toList();
        all.reversed().forEach(name -> rig.send("s@x", "a@" + name));
        List<List<String>> parts = parts(Map.of(), 120);
        assertEquals(List.of(120, 120, 10), parts.stream().map(List::size).toList());
        assertEquals(all, parts.stream().flatMap(List::stream).toList());
        assertTrue(asked.stream().allMatch(some -> some <= 100), asked::toString); // mail goes on in between
    }

    /** What is kept for one listing is not another's, nor one with another filter, nor an earlier one's. */
    @Test
    void listingsSideBySideAreWholeEach() {
        List<String> all = IntStream.range(0, 50).mapToObj(i -> name(i, "west")).toList();
        all.forEach(name -> rig.send("s@x", "a@" + name));
        List<String> some = all.stream().filter(name -> name.startsWith("d04")).toList();
        List<List<String>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Map<String, String>> filters = List.of(Map.of(), Map.of(), Map.of("domain", "d04*"));
        String[] next = {"", "", ""};
        for (int turn = 0; turn < 40; turn++)
            for (int who = 0; who < next.length; who++) {
                if (turn > 0 && next[who].isEmpty() || who == 1 && turn % 3 == 0 && turn > 0) continue;
                Page page = pages.page(filters.get(who), next[who], 3, rig.clock.now());
                page.found().forEach(add(seen.get(who)));
                next[who] = page.next();
            }
        assertEquals(List.of(all, all, some), seen);
    }

    private static Consumer<DomainStatus> add(List<String> to) {
        return status -> to.add(status.domain().name());
    }

    /** The rest is kept by name: mail that has gone since is not listed. */
    @Test
    void whatGoesBetweenTwoPartsIsLeftOut() {
        IntStream.range(0, 9).forEach(i -> rig.send("s@x", "a@" + name(i, "west")));
        Page first = pages.page(Map.of(), "", 3, rig.clock.now());
        Page second = pages.page(Map.of(), first.next(), 3, rig.clock.now());
        rig.say(answer -> rig.node.operator().delete(new Target.OfDomain(new Domain(name(7, "west"))), answer));
        Page third = pages.page(Map.of(), second.next(), 3, rig.clock.now());
        assertEquals(List.of(name(6, "west"), name(8, "west")),
                third.found().stream().map(s -> s.domain().name()).toList());
    }

    @Test
    void aDomainWhoseMailHasGoneIsLeftOut() {
        rig.send("s@x", "a@a.west.example");
        rig.send("s@x", "a@b.west.example");
        rig.say(answer -> rig.node.operator().delete(new Target.OfDomain(new Domain("a.west.example")), answer));
        assertEquals(List.of("b.west.example"), names(Map.of()));
    }

    @Test
    void onlyWhatIsMeantIsListed() {
        rig.send("s@x", 700, "a@old.west.example");
        rig.pass(Duration.ofHours(2));
        rig.send("s@x", "a@new.west.example");
        rig.send("s@x", "a@new.east.example");
        rig.say(answer -> rig.node.operator().hold(new Target.OfDomain(new Domain("new.east.example")), answer));
        assertEquals(List.of("new.west.example", "old.west.example"), names(Map.of("site", "West")));
        assertEquals(List.of("new.east.example"), names(Map.of("state", "Held")));
        assertEquals(List.of("new.east.example", "new.west.example"), names(Map.of("domain", "NEW.*")));
        assertEquals(List.of(), names(Map.of("domain", "west.example")));
        assertEquals(List.of("old.west.example"), names(Map.of("age", "7200")));
        assertEquals(List.of(), names(Map.of("age", "7201")));
        assertEquals(List.of("old.west.example"), names(Map.of("size", "700")));
        assertEquals(List.of(), names(Map.of("site", "west", "state", "held")));
    }

    /** What is meant may stand far behind what is not. */
    @Test
    void whatIsMeantIsFoundBehindManyOthers() {
        for (int i = 0; i < 10_050; i++)
            rig.send("s@x", "a@" + String.format("d%05d.west.example", i));
        rig.send("s@x", "a@z.east.example");
        List<List<String>> parts = parts(Map.of("site", "east"), 5);
        assertEquals(List.of(List.of(), List.of("z.east.example")), parts);
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertTrue(wrong(Map.of("colour", "red")).contains("found \"colour\"; expected one of age, domain, site"));
        assertTrue(wrong(Map.of("state", "tried")).contains("state: found \"tried\"; expected one of sending, open"));
        assertTrue(wrong(Map.of("age", "-1")).contains("age: found \"-1\""));
        assertThrows(IllegalArgumentException.class, () -> pages.page(Map.of(), "", 0, rig.clock.now()));
    }

    private String wrong(Map<String, String> filter) {
        return assertThrows(IllegalArgumentException.class, () -> pages.page(filter, "", 10, rig.clock.now()))
                .getMessage();
    }
}
