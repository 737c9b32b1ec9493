package org.packetboat.protocols.uucp.greeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.packet.LineTiming;

class TimeOfDayTest {
    private static final Instant NOW = Instant.parse("2026-11-28T23:30:55Z");

    /** What a side shows, and what it was told. */
    private static final class Watch implements TimeOfDay {
        private final List<String> told = new ArrayList<>();
        private final Optional<Instant> shows;

        Watch(Optional<Instant> shows) {
            this.shows = shows;
        }

        @Override
        public Optional<Instant> now() {
            return shows;
        }

        @Override
        public void told(String node, Instant time) {
            told.add(node + " " + time);
        }
    }

    /** Nothing is packed in a greeting. */
    private static final Packer IDLE = (Packer) Proxy.newProxyInstance(Packer.class.getClassLoader(),
            new Class<?>[]{Packer.class}, (_, _, _) -> null);

    /** One that speaks of batches, as each Packetboat does unless it is told not to. */
    private static final Bundling PACKETBOAT = new Bundling() {
        @Override
        public Optional<String> word(String node) {
            return Optional.of("pb1:z:1:1");
        }

        @Override
        public Agreement agree(String node, Optional<String> heard, long rate) {
            return heard.isEmpty() ? new Agreement.OneByOne() : new Agreement.Batches(IDLE);
        }
    };

    private final Watch branch = new Watch(Optional.empty());
    private final Watch hub = new Watch(Optional.of(NOW));

    private static UucpSettings settings(String node, Bundling bundling, TimeOfDay time) {
        return UucpSettings.on(LineTiming.of(240), node, "example.com").with(bundling).telling(time);
    }

    private static String said(Greeting.Step step, int which) {
        return assertInstanceOf(Greeting.Step.Say.class, step).messages()[which];
    }

    /** What a session does with it when it is over. */
    private static void tell(Greeting.Step.Agreed agreed, UucpSettings here) {
        agreed.features().time().ifPresent(time -> here.time().told(agreed.node(), time));
    }

    private static String greet(UucpSettings caller, UucpSettings called) {
        CallerGreeting one = new CallerGreeting(caller, called.node());
        CalledGreeting other = new CalledGreeting(called, _ -> Optional.empty());
        String name = said(one.hear(said(other.begin(), 0)), 0);
        Greeting.Step welcome = other.hear(name);
        one.hear(said(welcome, 0));
        Greeting.Step.Agreed agreed = assertInstanceOf(Greeting.Step.Agreed.class, one.hear(said(welcome, 1)));
        tell(agreed, caller);
        tell(assertInstanceOf(Greeting.Step.Agreed.class, other.hear(agreed.message().orElseThrow())), called);
        return name + " / " + said(welcome, 0);
    }

    @Test
    void whoIsCalledTellsTheTime() {
        greet(settings("branch", PACKETBOAT, branch), settings("hub", PACKETBOAT, hub));
        assertEquals(List.of("hub " + NOW), branch.told);
        assertEquals(List.of(), hub.told);
    }

    @Test
    void whoCallsTellsTheTime() {
        greet(settings("hub", PACKETBOAT, hub), settings("branch", PACKETBOAT, branch));
        assertEquals(List.of("hub " + NOW), branch.told);
    }

    @Test
    void aStockPeerReadsAGreetingAsItKnowsIt() {
        String said = greet(settings("hub", Bundling.NONE, hub), settings("old", Bundling.NONE, TimeOfDay.NONE));
        assertEquals("Shub -R -N07 / ROKN07", said);
    }

    @Test
    void anOlderPacketboatPassesOverIt() {
        Features read = Features.parse("R -N07 -Bpb1:z:1:1 -T1795908655 -Xlater");
        assertEquals(Optional.of("pb1:z:1:1"), read.batches());
        assertFalse(read.late());
        assertTrue(Features.parse("R -N07" + Features.option(Optional.of("pb1:z:1:1"), TimeOfDay.NONE)).late());
        assertEquals(Features.parse("R -N07 -Bpb1:z:1:1").restart(), read.restart());
        assertEquals(Optional.empty(), Features.parse("R -N07 -Tsoon").time());
    }

    /** Tells one word to one node, and writes down what it hears. */
    private static final class Reports implements BranchReports {
        private final List<String> told = new ArrayList<>();
        private final String hub;
        private final String word;

        Reports(String hub, String word) {
            this.hub = hub;
            this.word = word;
        }

        @Override
        public Optional<String> toTell(String peer) {
            return Optional.of(word).filter(_ -> peer.equals(hub));
        }

        @Override
        public void told(String peer, String report) {
            told.add(peer + " " + report);
        }
    }

    @Test
    void aBranchTellsItsHubHowItIsWhoeverCalls() {
        String longest = "v=" + "x".repeat(198);
        Reports ofBranch = new Reports("hub", longest);
        UucpSettings there = settings("hub", PACKETBOAT, hub);
        UucpSettings here = settings("branch", PACKETBOAT, branch).reporting(ofBranch);
        assertTrue(greet(here, there).startsWith("Sbranch -R -N07 -Bpb1:z:1:1 -H -F" + longest + " / ROKN07 -Bpb1"));
        assertTrue(greet(there, here).endsWith(" -F" + longest));
        assertTrue(greet(here, there).length() < 500, "the longest message that is read has 512 bytes");
        assertEquals(Optional.of(longest), Features.parse("R -N07 -Bpb1:z:1:1 -H -F" + longest).report());
    }

    @Test
    void nobodyElseIsToldAndAStockPeerNeither() {
        UucpSettings here = settings("branch", PACKETBOAT, branch).reporting(new Reports("hq", "v=1"));
        assertFalse(greet(here, settings("hub", PACKETBOAT, hub)).contains("-F"));
        UucpSettings stock = settings("branch", Bundling.NONE, branch).reporting(new Reports("hub", "v=1"));
        assertFalse(greet(stock, settings("hub", Bundling.NONE, hub)).contains("-F"));
    }

    @Test
    void anOverlongReportIsNone() {
        assertEquals(Optional.empty(), Features.parse("N07 -F" + "x".repeat(201)).report());
        assertEquals(Optional.empty(), Features.parse("N07 -F").report());
    }
}
