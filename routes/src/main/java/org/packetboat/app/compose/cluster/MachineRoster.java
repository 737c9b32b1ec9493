package org.packetboat.app.compose.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * <p>If another process that is alive has this machine's name, the one that finds it soon after its own start hears
 * of it; who was there before only logs it. What an earlier life has left is removed. Machines' clocks may differ: how
 * long ago another was heard is counted here, from when what it tells changed last.
 *
 * <pre>
 * .machines/MACHINE/BEGAN-LIFE   a {@link MachineRow}, a line for each field: NAME=VALUE; fields may be added
 *                                BEGAN: milliseconds since 1970, 16 digits in hexadecimal
 * </pre>
 */
final class MachineRoster {
    private static final Logger LOG = LoggerFactory.getLogger(MachineRoster.class);
    private static final String READING = "READING";
    /** A machine that follows the log, and whose last server could not be started: it is to be no successor. */
    static final String FAILED = "FAILED";
    /** A machine that follows the log, and lacks what it needs to own the queue. */
    static final String LACKING = "LACKING";
    /** No machine's name begins with a dot. */
    private static final String PREFIX = ".machines/";
    /** Who lacks so many changes has them within a second or so. */
    private static final long MOST_BEHIND = 1000;
    private static final Duration ALIVE = Duration.ofSeconds(10);
    private static final Duration FORMER_LIFE = Duration.ofMinutes(1);
    private static final Duration SHOWN = Duration.ofHours(1);
    private static final Duration BEGINNING = Duration.ofSeconds(30);
    private static final Duration LEAVING = Duration.ofSeconds(3);
    /** A day and a half of looks. */
    private static final int MOST_ENDS = 65_536;

    /**
     * @param waits   how much longer than others it waits before it takes over
     * @param at      when it changed last, or was first read, by this machine's clock
     * @param changed whether it has changed since it was first read: then its machine was alive
     */
    private record Heard(MachineRow row, Duration waits, Duration at, boolean changed) {}

    /** Where the log's end was at a time. */
    private record End(long number, Duration at) {}

    private final SnapshotStorage storage;
    private final String machine;
    private final String name;
    private final Supplier<LogStatus> status;
    private final Elapsed clock;
    private final InstantSource wall;
    private final Runnable namesake;
    private final Duration wait;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    /** Questions to the storage that have no answer yet. */
    private final AtomicInteger open = new AtomicInteger();
    /** That this machine's disk has not reached yet. */
    private final Deque<End> ends = new ArrayDeque<>();
    private Duration caughtUp;
    private volatile Optional<Duration> listening = Optional.empty();
    private volatile boolean namesakeTold;

    /**
     * @param wait     how much longer than others this machine waits before it takes over
     * @param life     of this process; no other has it
     * @param namesake called when this process, which has just begun, finds another that is alive and has this
     *                 machine's name; more than once, on any thread
     */
    MachineRoster(SnapshotStorage storage, String machine, Duration wait, long life, Supplier<LogStatus> status,
            Elapsed clock, InstantSource wall, Runnable namesake) {
        this.wait = wait;
        this.namesake = namesake;
        this.storage = storage;
        this.machine = machine;
        this.name = "%s%s/%016x-%x".formatted(PREFIX, machine, wall.millis(), life);
        this.status = status;
        this.clock = clock;
        this.wall = wall;
        this.caughtUp = clock.time();
    }

    /**
     * Tells how this machine stands, and hears of the others; to be called every few seconds. Returns at once. Does
     * nothing while the storage has not answered the last time.
     */
    void look() {
        byte[] told = bytes(own());
        noteEnd();
        if (!open.compareAndSet(0, 1)) return;
        storage.put(name, told, _ -> {});
        storage.list(PREFIX, names -> {
            names.ifPresent(this::read);
            open.decrementAndGet();
        });
    }

    private void read(List<String> names) {
        if (listening.isEmpty()) listening = Optional.of(clock.time());
        heard.keySet().retainAll(names);
        names.forEach(each -> {
            open.incrementAndGet();
            storage.get(each, bytes -> {
                bytes.ifPresent(told -> hear(each, told));
                open.decrementAndGet();
            });
        });
    }

    private void hear(String from, byte[] told) {
        if (told.length == 0) return; // it was removed meanwhile
        try {
            Map<String, String> fields = fields(new String(told, UTF_8));
            MachineRow row = row(fields);
            Duration waits = Duration.ofMillis(Long.parseLong(fields.getOrDefault("wait", "0")));
            Heard before = heard.get(from);
            boolean news = before != null && !before.row().heard().equals(row.heard());
            heard.put(from, before == null || news
                    ? new Heard(row, waits, clock.time(), news)
                    : before);
            if (row.machine().equals(machine) && !from.equals(name)) sameName(from, news);
        } catch (RuntimeException e) {
            LOG.debug("event=hub-roster-unread name={}", from, e); // of a later program, or nobody's
        }
    }

    /** Whoever tells something new is alive; an earlier life of this machine tells nothing more. */
    private void sameName(String from, boolean alive) {
        if (!alive) {
            if (since(heard.get(from).at()).compareTo(FORMER_LIFE) > 0) storage.remove(from);
        } else if (listening.filter(began -> since(began).compareTo(BEGINNING) > 0).isEmpty()) {
            namesake.run();
        } else if (!namesakeTold) {
            namesakeTold = true;
            LOG.error("event=hub-name-twice machine={}; another machine that is alive, and began later, has this one's "
                    + "name, and is to end. Give each machine its own cluster.machine", machine);
        }
    }

    private Duration since(Duration at) {
        return clock.time().minus(at);
    }

    private byte[] bytes(MachineRow row) {
        return """
                machine=%s
                role=%s
                owner=%s
                term=%d
                position=%d
                lag=%d
                lagSeconds=%d
                heard=%s
                wait=%d
                """.formatted(row.machine(), row.role(), row.owner(), row.term(), row.position(), row.lag(),
                row.lagSeconds(), row.heard(), wait.toMillis()).getBytes(UTF_8);
    }

    private static Map<String, String> fields(String text) {
        return text.lines().map(line -> line.split("=", 2)).filter(line -> line.length == 2)
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    /** @throws RuntimeException if something is missing, or is not what it should be */
    private static MachineRow row(Map<String, String> told) {
        return new MachineRow(told.get("machine"), told.get("role"), Boolean.parseBoolean(told.get("owner")),
                Long.parseLong(told.get("term")), Long.parseLong(told.get("position")),
                Long.parseLong(told.get("lag")), Long.parseLong(told.get("lagSeconds")),
                Instant.parse(told.get("heard")).toString());
    }

    /** How this machine stands now. */
    MachineRow own() {
        LogStatus now = status.get();
        return new MachineRow(machine, now.role(), now.role().equals("OWNING"), now.stored().term(),
                now.stored().number(), now.atEnd() ? now.behind() : -1, lag(now).toSeconds(),
                wall.instant().toString());
    }

    /** For how long this machine has not had all: since the log's end was last where its disk is now. */
    private synchronized Duration lag(LogStatus now) {
        while (!ends.isEmpty() && ends.peek().number() <= now.stored().number())
            caughtUp = ends.remove().at();
        if (now.atEnd() && now.behind() == 0) caughtUp = clock.time();
        return since(caughtUp);
    }

    /** The log may never rest: that its disk has all in the moment of a look may never be seen. */
    private synchronized void noteEnd() {
        LogStatus now = status.get();
        if (!now.atEnd() || now.behind() == 0) return;
        if (ends.size() == MOST_ENDS) ends.remove();
        ends.add(new End(now.stored().number() + now.behind(), clock.time()));
    }

    /** All machines that were heard in the last hour, by name; this one as it is now. */
    List<MachineRow> rows() {
        MachineRow own = own();
        return Stream.concat(others().stream().map(Heard::row), Stream.of(own))
                .sorted(Comparator.comparing(MachineRow::machine)).toList();
    }

    private Collection<Heard> others() {
        Map<String, Heard> last = new HashMap<>();
        heard.values().stream().filter(each -> !each.row().machine().equals(machine)).filter(this::isShown)
                .forEach(each -> last.merge(each.row().machine(), each, MachineRoster::later));
        return last.values();
    }

    /** What has not changed since it was first read may be of any age: only the clocks on the wall tell. */
    private boolean isShown(Heard each) {
        Duration age = each.changed()
                ? since(each.at())
                : Duration.between(Instant.parse(each.row().heard()), wall.instant());
        return age.compareTo(SHOWN) < 0 && since(each.at()).compareTo(SHOWN) < 0;
    }

    /** Why this machine can't own the queue at once; empty if it can. Whoever asks may have mended what failed. */
    String unready(String other) {
        Collection<Heard> all = others();
        Optional<Heard> found = all.stream().filter(each -> each.row().machine().equals(other)).findFirst();
        if (found.isEmpty())
            return "no machine " + other + " was heard in the last hour; expected one of "
                    + rows().stream().map(MachineRow::machine).collect(Collectors.joining(", "));
        MachineRow row = found.get().row();
        boolean follows = row.role().equals(READING) || row.role().equals(FAILED);
        return follows && isNear(found.get())
                ? ""
                : "machine " + other + " can't take over at once: its role is " + row.role() + ", it is "
                        + row.lag() + " changes behind, and was heard last at " + row.heard();
    }

    /** The machine that is to own the queue next: of those that can soon, one that waits least for it. */
    Optional<String> successor() {
        return others().stream().filter(each -> each.row().role().equals(READING)).filter(this::isNear)
                .min(Comparator.comparing(Heard::waits).thenComparingLong(each -> each.row().lag()))
                .map(each -> each.row().machine());
    }

    private boolean isNear(Heard each) {
        return each.row().lag() >= 0 && each.row().lag() <= MOST_BEHIND && each.changed()
                && since(each.at()).compareTo(ALIVE) <= 0;
    }

    private static Heard later(Heard one, Heard other) {
        Comparator<Heard> order = Comparator.comparing(Heard::at)
                .thenComparing(each -> Instant.parse(each.row().heard()));
        return order.compare(one, other) < 0 ? other : one;
    }

    /** This machine leaves in good order: nobody need wait for it. Waits until that is told, or for some seconds. */
    void leave() {
        CountDownLatch told = new CountDownLatch(1);
        storage.remove(name);
        storage.get(name, _ -> told.countDown()); // answered after what was asked before
        try {
            if (!told.await(LEAVING.toMillis(), TimeUnit.MILLISECONDS))
                LOG.debug("event=hub-roster-not-left name={}", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
