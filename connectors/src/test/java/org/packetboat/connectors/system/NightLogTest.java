package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.slf4j.event.Level;

/** How long the log is that somebody reads in the morning. */
class NightLogTest {
    private static final int HOURS = 12;
    private LogLines log = new LogLines(Level.INFO);
    private int calls;
    private int told;

    /** Plays a night a minute at a time, in which each call ends as its site is. @return its lines by event */
    private Map<String, Long> play(Rig rig) {
        EventLog events = new EventLog(log, () -> rig.clock.elapsed().toNanos());
        int begun = 0;
        for (int minute = 0; minute < HOURS * 60; minute++) {
            tell(rig, events);
            rig.pass(Duration.ofMinutes(1));
            for (; begun < rig.line.sessions().size(); begun++, calls++)
                end(rig.line.sessions().get(begun));
        }
        tell(rig, events);
        return log.all.stream().map(LogLines.Line::text)
                .collect(Collectors.groupingBy(NightLogTest::name, TreeMap::new, Collectors.counting()));
    }

    private void tell(Rig rig, EventLog events) {
        for (; told < rig.events.size(); told++)
            events.on(rig.events.get(told));
    }

    private static String name(String line) {
        return line.replaceAll(".*event=([^ ]*).*?( site=([^ ]*).*)?$", "$1 $3").strip();
    }

    private void end(HandSession session) {
        switch (session.call().site()) {
            case "dead" -> session.end(new Ending.Unreached(new Reply(450, "4.4.1", "no connection: timed out")));
            case "busy" -> session.end(new Ending.Unreached(
                    new Reply(450, "4.4.1", calls % 2 == 0 ? "line1: BUSY" : "line2: NO CARRIER")));
            case "grey" -> {
                for (var next = session.next(); next.isPresent(); next = session.next())
                    putOff(session, next.get().envelope());
                session.end(new Ending.Finished());
            }
            default -> session.deliverAll();
        }
    }

    private void putOff(HandSession session, Envelope envelope) {
        session.settle(envelope,
                new Outcome.Deferred(new Reply(451, "4.7.1", "greylisted, come again in " + (300 - calls) + " s")));
    }

    private static long all(Map<String, Long> lines) {
        return lines.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void aSiteDeadAllNightIsALineAnHour() {
        Rig rig = new Rig(policy(route("dead", "dead.example"), route("busy", "busy.example"),
                route("grey", "grey.example")));
        for (String site : List.of("dead", "busy", "grey"))
            rig.send("s@x.example", "a@" + site + ".example");
        Map<String, Long> night = play(rig);
        assertTrue(calls > 50, "calls: " + calls);
        assertTrue(night.get("session-ended dead") <= HOURS + 1, night::toString);
        assertTrue(night.get("session-ended busy") <= 2 * (HOURS + 1), night::toString);
        assertTrue(night.get("deferred grey") <= HOURS + 1, night::toString);
        assertTrue(night.get("session-ended grey") <= HOURS + 1, night::toString);
        assertEquals(1, night.get("session-opened dead"));
        assertTrue(all(night) <= 8 * HOURS, night::toString);
    }

    /** Fifty sites with a window each hour, none of which answers: no line for each opening. */
    @Test
    void windowsThatOpenAndCloseAreNoNews() {
        Rig rig = new Rig(policy(IntStream.range(0, 50)
                .mapToObj(i -> with(route("s" + i, "s" + i + ".example"),
                        every(Duration.ofMinutes(20), Duration.ZERO, Duration.ofMinutes(5))))
                .toArray(Route[]::new)));
        assertEquals(Map.of(), play(rig));
    }

    @Test
    void aWindowThatIsMissedAgainAndAgainIsALineAnHour() {
        Rig rig = new Rig(policy(with(route("dead", "dead.example"),
                every(Duration.ofMinutes(10), Duration.ZERO, Duration.ofMinutes(2)))));
        rig.send("s@x.example", "a@dead.example");
        Map<String, Long> night = play(rig);
        assertTrue(night.get("window-missed dead") <= HOURS + 1, night::toString);
        assertTrue(night.get("window-missed dead") > 1, night::toString);
        assertTrue(log.all.stream().filter(line -> line.text().contains("window-missed"))
                .allMatch(line -> line.level() == Level.WARN), night::toString);
        assertTrue(log.all.stream().anyMatch(line -> line.text().contains("times=6")),
                night::toString);
    }

    /** With level DEBUG somebody looks closely. */
    @Test
    void eachCallIsThereForWhoAsks() {
        log = new LogLines(Level.DEBUG);
        Rig rig = new Rig(policy(route("dead", "dead.example")));
        rig.send("s@x.example", "a@dead.example");
        Map<String, Long> night = play(rig);
        assertEquals(calls, night.get("session-ended dead"));
    }
}
