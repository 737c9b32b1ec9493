package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.hub.OtherMachines;

/**
 * The sites that can be served now, in the order of their turns, for each server: those that other machines of the hub
 * call, and those that are called for one that can't be reached; then those that the timetable gives it, in its order;
 * else the lowest hop count first, then the least slack; else those that it gives to others, who come before sites that
 * failed last. In one round nobody has two turns while another waits for its first. Sites that the same servers may
 * call are kept together, so that a server finds its next one without looking at those of others. Used by the node
 * only.
 */
final class Round {
    private static final Comparator<Turn> ORDER = Comparator.<Turn>comparingInt(Turn::rank)
            .thenComparing(t -> t.site().route().cost())
            .thenComparing(Turn::latest).thenComparing(t -> t.site().name());
    /** A plan that takes longer is not waited for. With twelve thousand sites there is one in ten minutes. */
    private static final Duration PLANNED_WITHIN = Duration.ofMinutes(15);
    /** No more of others' sites are looked at by a server that has none. */
    private static final int MOST_LOOKED_AT = 20;
    private static final Comparator<Planned> BY_PLAN = Comparator.<Planned, Instant>comparing(p -> p.plan().start())
            .thenComparing(p -> p.turn().site().name());

    /**
     * @param rank   {@link #HANDED_OVER}, {@link #TAKEN_OVER} or {@link #USUAL}
     * @param latest when it has to begin, to be in time
     * @param opened since when it can; MIN if it always can
     */
    private record Turn(Site site, Set<String> able, int rank, Instant latest, Instant opened) {}

    /** Goes to another machine of the hub, which has the calls still to make. */
    private static final int HANDED_OVER = 0;
    /** Is called for another machine, which can't be reached. */
    private static final int TAKEN_OVER = 1;
    private static final int USUAL = 2;

    private record Planned(Turn turn, Timetable.Turn plan) {}

    /** Sites that the same servers may call. */
    private static final class Group {
        private TreeSet<Turn> waiting = new TreeSet<>(ORDER);
        private TreeSet<Turn> served = new TreeSet<>(ORDER);

        private void begin() {
            waiting.addAll(served);
            served.clear();
        }
    }

    private final OtherMachines machines;
    /** A new one when all have gone: one that had very many keeps the room for them. */
    private Map<Site, Turn> turns = new HashMap<>();
    private final Map<Set<String>, Group> groups = new HashMap<>();
    private final Map<Site, Planned> planned = new HashMap<>();
    private final Map<String, TreeSet<Planned>> agendas = new HashMap<>();
    private final Urgency urgency = new Urgency();
    /** All that is planned, by whichever server. */
    private final TreeSet<Planned> everybodys = new TreeSet<>(BY_PLAN);
    /** The sites of the timetable that had a turn since it is followed. */
    private final Set<String> served = new HashSet<>();
    /** Sites without a turn whose calls may be cheaper later, and since when they wait for one. */
    private final Map<String, Instant> unplanned = new HashMap<>();
    private Map<String, List<Map.Entry<String, Timetable.Turn>>> byServer = Map.of();
    private Instant now = Instant.MIN;
    private Timetable timetable = Timetable.NONE;
    private long number = 1;

    Round(OtherMachines machines) {
        this.machines = machines;
    }

    /** From now on this plan is followed, by those who are added. */
    void follow(Timetable newTimetable) {
        timetable = newTimetable;
        served.clear();
        unplanned.keySet().removeAll(newTimetable.turns().keySet());
        byServer = newTimetable.turns().entrySet().stream()
                .sorted(Comparator.comparing(turn -> turn.getValue().forAll()))
                .collect(Collectors.groupingBy(turn -> turn.getValue().server()));
    }

    /**
     * A site that can be served, by these servers.
     *
     * @param latest when it has to begin, to be in time
     * @param opened when its window did; {@link Instant#MIN} if that never closes
     */
    void add(Site site, Set<String> able, Instant latest, Instant opened) {
        remove(site);
        Turn turn = new Turn(site, able, rank(site), latest, opened);
        turns.put(site, turn);
        Optional<Timetable.Turn> plan = timetable.turn(site)
                .filter(p -> turn.rank() == USUAL && able.contains(p.server()));
        plan.ifPresentOrElse(p -> plan(new Planned(turn, p)), () -> enlist(turn));
    }

    private int rank(Site site) {
        if (site.route().handsOver()) return HANDED_OVER;
        return machines.takesOver(site.name(), now) ? TAKEN_OVER : USUAL;
    }

    private void plan(Planned turn) {
        planned.put(turn.turn().site(), turn);
        everybodys.add(turn);
        urgency.put(turn.turn().site(), Set.of(turn.plan().server()), turn.plan().forAll(), turn.turn().opened());
        agendas.computeIfAbsent(turn.plan().server(), _ -> new TreeSet<>(BY_PLAN)).add(turn);
    }

    private void enlist(Turn turn) {
        Group group = groups.computeIfAbsent(turn.able(), _ -> new Group());
        urgency.put(turn.site(), turn.able(), turn.latest(), turn.opened());
        (turn.site().round() < number ? group.waiting : group.served).add(turn);
    }

    void remove(Site site) {
        Optional.ofNullable(turns.remove(site)).ifPresent(turn -> {
            if (turns.isEmpty()) turns = new HashMap<>();
            unplan(site);
            urgency.remove(site);
            Optional.ofNullable(groups.get(turn.able())).ifPresent(group -> {
                group.waiting.remove(turn);
                group.served.remove(turn);
            });
        });
    }

    private void unplan(Site site) {
        Optional.ofNullable(planned.remove(site)).ifPresent(p -> {
            agendas.get(p.plan().server()).remove(p);
            everybodys.remove(p);
        });
    }

    /** Gives up the plan of each server that has come too late for one of its sites. */
    void step(Instant time) {
        now = time;
        for (Map.Entry<String, TreeSet<Planned>> agenda : agendas.entrySet()) {
            if (agenda.getValue().stream().limit(1).anyMatch(p -> p.plan().latest().isBefore(now))) {
                List<Planned> all = List.copyOf(agenda.getValue());
                all.forEach(p -> unplan(p.turn().site()));
                all.forEach(p -> enlist(p.turn()));
            }
        }
    }

    /** When {@link #step} has something to do. */
    Optional<Instant> wake() {
        return agendas.values().stream().filter(a -> !a.isEmpty()).map(a -> a.first().plan().latest().plusMillis(1))
                .min(Comparator.naturalOrder());
    }

    /**
     * Until when a site is left alone that could be called: for a cheaper hour, by the plan; or for the plan, if its
     * calls have not one price at all times and it has no turn in it yet, for some minutes. Never so long that it would
     * be late for that, so a plan that knew less of it does not count. Whom the plan has no place for is called when a
     * server has nothing else to do, whatever that costs: another plan need not have one. Empty if it is called now.
     *
     * @param latest when it has to begin, to be in time before the window that is open now closes
     */
    Optional<Instant> holds(Site site, Instant latest, Instant time) {
        if (site.isUrged() || site.route().terms().tariff().flatMap(tariff -> tariff.rates().change(time)).isEmpty())
            return Optional.empty();
        if (timetable.passesOver(site) && !served.contains(site.name())) return Optional.empty();
        Optional<Instant> from = timetable.turn(site).filter(_ -> !served.contains(site.name()))
                .map(Timetable.Turn::from);
        if (from.filter(at -> !at.isAfter(time) || isInTime(site, at)).isPresent()) return from.filter(time::isBefore);
        Instant since = unplanned.merge(site.name(), time, (before, now) -> before.isAfter(now) ? now : before);
        return Optional.of(since.plus(PLANNED_WITHIN)).filter(until -> time.isBefore(until) && !until.isAfter(latest));
    }

    /** Whether a call that begins then, or when the next window opens, is over before that closes, and nothing late. */
    private static boolean isInTime(Site site, Instant start) {
        return !start.isAfter(site.latest(site.closes(start)));
    }

    /** A site can't be called now: when it can be again, it waits for a plan anew. */
    void waitsForNoPlan(Site site) {
        if (!unplanned.isEmpty()) unplanned.remove(site.name());
    }

    /** Whom a server calls next. */
    Optional<Site> next(String server) {
        Optional<Turn> first = firstTurn(server, g -> g.waiting).filter(turn -> turn.rank() < USUAL);
        if (first.isPresent()) return first.map(Turn::site);
        TreeSet<Planned> own = agendas.getOrDefault(server, new TreeSet<>(BY_PLAN));
        if (!own.isEmpty()) return Optional.of(own.first().turn().site());
        Optional<Site> unplanned = unplanned(server);
        boolean certain = unplanned.filter(site -> site.lastReply().isEmpty()).isPresent();
        return certain ? unplanned : ofAnother(server).or(() -> unplanned);
    }

    private Optional<Site> unplanned(String server) {
        return first(server, g -> g.waiting).or(() -> {
            begin(server);
            return first(server, g -> g.waiting);
        });
    }

    /** A site that another server would call later: that one has a session, or others before it. */
    private Optional<Site> ofAnother(String server) {
        if (everybodys.isEmpty()) return Optional.empty();
        Instant ownNext = ownNext(server);
        return everybodys.stream().limit(MOST_LOOKED_AT).filter(p -> p.turn().able().contains(server))
                .filter(p -> !now.plus(p.plan().takes()).isAfter(ownNext)).findFirst().map(p -> p.turn().site());
    }

    /** When a server has to be free for what it is to call later, none of which can be called now. */
    private Instant ownNext(String server) {
        return byServer.getOrDefault(server, List.of()).stream().filter(turn -> !served.contains(turn.getKey()))
                .map(turn -> turn.getValue().forAll()).filter(at -> !at.isBefore(now)).findFirst()
                .orElse(Instant.MAX);
    }

    private Optional<Site> first(String server, Function<Group, TreeSet<Turn>> which) {
        return firstTurn(server, which).map(Turn::site);
    }

    private Optional<Turn> firstTurn(String server, Function<Group, TreeSet<Turn>> which) {
        return groups(server).map(which).filter(set -> !set.isEmpty()).map(TreeSet::first).min(ORDER);
    }

    private void begin(String server) {
        groups(server).forEach(Group::begin);
        number++;
    }

    private Stream<Group> groups(String server) {
        return groups.entrySet().stream().filter(e -> e.getKey().contains(server)).map(Map.Entry::getValue);
    }

    /** Notes that a site has its turn. */
    void serve(Site site) {
        remove(site);
        if (timetable.passesOver(site) || timetable.turn(site).isPresent()) served.add(site.name());
        unplanned.remove(site.name());
        site.servedIn(number);
    }

    /** Whether there is nobody for a server to call. */
    boolean isEmpty(String server) {
        boolean nonePlanned = Optional.ofNullable(agendas.get(server)).filter(a -> !a.isEmpty()).isEmpty();
        return nonePlanned && groups(server).allMatch(g -> g.waiting.isEmpty() && g.served.isEmpty());
    }

    /** Who waits for a server. */
    Others others(String server) {
        return new Others() {
            @Override
            public boolean areNone() {
                return isEmpty(server);
            }

            @Override
            public boolean haveOpenedSince(Instant time) {
                return urgency.haveOpenedSince(server, time);
            }

            @Override
            public Optional<Instant> latest(Instant from) {
                return urgency.latest(server, from);
            }
        };
    }

    /** All sites that can be served. */
    List<Site> sites() {
        return List.copyOf(turns.keySet());
    }

    void clear() {
        turns.clear();
        groups.clear();
        planned.clear();
        agendas.clear();
        everybodys.clear();
        urgency.clear();
    }
}
