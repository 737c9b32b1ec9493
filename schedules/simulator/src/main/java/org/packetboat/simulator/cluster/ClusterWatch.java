package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;
import org.packetboat.engine.sim.SimTime;

/** Sees from outside that no machine does to the log, or to its own store, what would lose mail that is there. */
final class ClusterWatch implements Brokers.Watch {
    /** Longer than any other trouble lasts, and a transaction. */
    private static final Duration CALM = Duration.ofSeconds(70);
    /**
     * Machines wait for 20 s before they go on without entries of the log: by clocks that may be fast, and records that
     * don't count may come ten seconds late. To take over as usual takes less than this.
     */
    private static final Duration DESPERATE = Duration.ofSeconds(8);

    private final List<ClusterHost> hosts;
    private final SimTime time;
    private final Supplier<Brokers> brokers;
    private final Set<Long> counted = new HashSet<>();

    ClusterWatch(List<ClusterHost> hosts, SimTime time, Supplier<Brokers> brokers) {
        this.hosts = hosts;
        this.time = time;
        this.brokers = brokers;
    }

    private Optional<LogMember> member(String machine) {
        return hosts.stream().filter(h -> h.name().equals(machine)).findFirst().flatMap(ClusterHost::member);
    }

    /** A store is there: its opening counts. */
    void reached(LogPosition at) {
        if (at.number() > 0) counted.add(at.opening());
    }

    @Override
    public void complain(String machine, String what) {
        ClusterHost guilty = hosts.stream().filter(h -> h.name().equals(machine)).findFirst().orElseThrow();
        Instant calm = time.now().minus(CALM);
        if (guilty.isWell() && guilty.lastTrouble().isBefore(calm) && brokers.get().lastTrouble().isBefore(calm))
            throw new AssertionError(machine + " " + what);
    }

    /** Nobody goes on from a state that lacks entries of the log, unless nobody else has come for long. */
    @Override
    public void opens(String machine, LogRecord.Opened opened, Optional<Duration> quiet) {
        LogPosition after = opened.opening().after();
        Optional<LogMember> member = member(machine);
        if (member.isEmpty() || after.number() == 0 || opened.opening().base().equals(after)) return;
        if (member.get().cameThrough(after.opening()) || quiet.filter(q -> q.compareTo(DESPERATE) < 0).isEmpty())
            return;
        throw new AssertionError(machine + " goes on from a branch that the log has left, at " + opened.at());
    }

    /** What is cut off was in the store of the machine that did it. */
    @Override
    public void cuts(String machine, List<LogPosition> gone) {
        Optional<LogMember> member = member(machine);
        if (member.isEmpty()) return;
        for (LogPosition at : gone)
            if (counted.contains(at.opening()) && !has(member.get(), at))
                throw new AssertionError(machine + " cuts off " + at + ", which it does not have");
    }

    /** Of an opening before its last one it has all that counts: what old owners wrote behind that does not. */
    private static boolean has(LogMember member, LogPosition at) {
        LogPosition last = member.position();
        return member.cameThrough(at.opening()) && (at.opening() != last.opening() || at.number() <= last.number());
    }

    /** Nobody throws a store away that has all of the log, and more. */
    void throwsAway(ClusterHost host) {
        LogMember member = host.member().orElseThrow();
        if (member.position().number() == 0 || brokers.get().seen().anyMatch(at -> !has(member, at))) return;
        throw new AssertionError(host.name() + " throws its store away, which has all of the log");
    }
}
