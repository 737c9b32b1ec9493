package org.packetboat.app.compose.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.connectors.jmx.cluster.MachineRow;
import org.packetboat.engine.log.SnapshotStorage;
import org.packetboat.engine.log.status.LogStatus;
import org.packetboat.engine.time.Elapsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the machines of a hub are, and how each stands: each tells it every few seconds, beside the snapshots, under a
 * name of its life. Only for people and for what they decide: who owns is decided by the log.
 *
 * <p>If another process that is alive has this machine's name, the one that began later hears of it. What an earlier
 * life has left is removed.
 *
 * <pre>
 * .machines/MACHINE/BEGAN-LIFE   a {@link MachineRow}, a line for each field: NAME=VALUE; fields may be added
 *                                BEGAN: milliseconds since 1970, 16 digits in hexadecimal
 * </pre>
 */
final class MachineRoster {
    private static final Logger LOG = LoggerFactory.getLogger(MachineRoster.class);
    /** No machine's name begins with a dot. */
    private static final String PREFIX = ".machines/";
    /** Who lacks so many changes has them within a second or so. */
    private static final long MOST_BEHIND = 1000;
    private static final Duration ALIVE = Duration.ofSeconds(10);
    private static final Duration FORMER_LIFE = Duration.ofMinutes(1);
    private static final Duration SHOWN = Duration.ofHours(1);

    private final SnapshotStorage storage;
    private final String machine;
    private final String name;
    private final Supplier<LogStatus> status;
    private final Elapsed clock;
    private final InstantSource wall;
    private final Runnable namesake;
    private final Map<String, MachineRow> heard = new ConcurrentHashMap<>();
    private volatile Duration caughtUp;

    /**
     * @param life     of this process; no other has it
     * @param namesake called when another process that began earlier and is alive has this machine's name; more than
     *                 once, on any thread
     */
    MachineRoster(SnapshotStorage storage, String machine, long life, Supplier<LogStatus> status, Elapsed clock,
            InstantSource wall, Runnable namesake) {
        this.namesake = namesake;
        this.storage = storage;
        this.machine = machine;
        this.name = "%s%s/%016x-%x".formatted(PREFIX, machine, wall.millis(), life);
        this.status = status;
        this.clock = clock;
        this.wall = wall;
        this.caughtUp = clock.time();
    }

    /** Tells how this machine stands, and hears of the others; to be called every few seconds. Returns at once. */
    void look() {
        storage.put(name, bytes(own()), _ -> {});
        storage.list(PREFIX, names -> names.ifPresent(this::read));
    }

    private void read(List<String> names) {
        heard.keySet().retainAll(names);
        names.forEach(each -> storage.get(each, bytes -> bytes.ifPresent(told -> hear(each, told))));
    }

    private void hear(String from, byte[] told) {
        if (told.length == 0) return; // it was removed meanwhile
        try {
            MachineRow row = row(new String(told, UTF_8));
            MachineRow before = heard.put(from, row);
            if (row.machine().equals(machine) && !from.equals(name)) sameName(from, row, before);
        } catch (RuntimeException e) {
            LOG.debug("event=hub-roster-unread name={}", from, e); // of a later program, or nobody's
        }
    }

    /** Whoever tells something new is alive; an earlier life of this machine tells nothing more. */
    private void sameName(String from, MachineRow row, MachineRow before) {
        boolean alive = before != null && !before.heard().equals(row.heard());
        Duration age = Duration.between(Instant.parse(row.heard()), wall.instant());
        if (alive && from.compareTo(name) < 0) namesake.run();
        else if (!alive && age.compareTo(FORMER_LIFE) > 0) storage.remove(from);
    }

    private static byte[] bytes(MachineRow row) {
        return """
                machine=%s
                role=%s
                owner=%s
                term=%d
                position=%d
                lag=%d
                lagSeconds=%d
                heard=%s
                """.formatted(row.machine(), row.role(), row.owner(), row.term(), row.position(), row.lag(),
                row.lagSeconds(), row.heard()).getBytes(UTF_8);
    }

    /** @throws RuntimeException if something is missing, or is not what it should be */
    private static MachineRow row(String text) {
        Map<String, String> told = text.lines().map(line -> line.split("=", 2)).filter(line -> line.length == 2)
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        return new MachineRow(told.get("machine"), told.get("role"), Boolean.parseBoolean(told.get("owner")),
                Long.parseLong(told.get("term")), Long.parseLong(told.get("position")),
                Long.parseLong(told.get("lag")), Long.parseLong(told.get("lagSeconds")),
                Instant.parse(told.get("heard")).toString());
    }

    /** How this machine stands now. */
    MachineRow own() {
        LogStatus now = status.get();
        boolean hasAll = now.atEnd() && now.behind() == 0;
        if (hasAll) caughtUp = clock.time();
        return new MachineRow(machine, now.role(), now.role().equals("OWNING"), now.stored().term(),
                now.stored().number(), now.atEnd() ? now.behind() : -1,
                clock.time().minus(caughtUp).toSeconds(), wall.instant().toString());
    }

    /** All machines that were heard in the last hour, by name; this one as it is now. */
    List<MachineRow> rows() {
        Map<String, MachineRow> last = new ConcurrentHashMap<>();
        heard.values().stream().filter(row -> !row.machine().equals(machine))
                .filter(row -> Duration.between(Instant.parse(row.heard()), wall.instant()).compareTo(SHOWN) < 0)
                .forEach(row -> last.merge(row.machine(), row, MachineRoster::later));
        last.put(machine, own());
        return last.values().stream().sorted(Comparator.comparing(MachineRow::machine)).toList();
    }

    /** Why this machine can't own the queue at once; empty if it can. */
    String unready(String other) {
        List<MachineRow> all = rows();
        Optional<MachineRow> row = all.stream().filter(each -> each.machine().equals(other)).findFirst();
        if (row.isEmpty())
            return "no machine " + other + " was heard in the last hour; expected one of "
                    + all.stream().map(MachineRow::machine).collect(Collectors.joining(", "));
        return isReady(row.get())
                ? ""
                : "machine " + other + " can't take over at once: its role is " + row.get().role() + ", it is "
                        + row.get().lag() + " changes behind, and was heard last at " + row.get().heard();
    }

    /** The machine that can own the queue soonest. */
    Optional<String> successor() {
        return rows().stream().filter(this::isReady).min(Comparator.comparing(MachineRow::lag))
                .map(MachineRow::machine);
    }

    private boolean isReady(MachineRow row) {
        Duration age = Duration.between(Instant.parse(row.heard()), wall.instant());
        return !row.machine().equals(machine) && row.role().equals("READING") && row.lag() >= 0
                && row.lag() <= MOST_BEHIND && age.compareTo(ALIVE) <= 0;
    }

    private static MachineRow later(MachineRow one, MachineRow other) {
        return Instant.parse(one.heard()).isBefore(Instant.parse(other.heard())) ? other : one;
    }

    /** This machine leaves in good order: nobody need wait for it. */
    void leave() {
        storage.remove(name);
    }
}
