package org.packetboat.engine.log;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.log.LogRules.SendingLease;
import org.packetboat.engine.log.LogTail.ReplicaState;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.status.LogStatus;
import org.packetboat.engine.store.Store;

/**
 * One machine's part in a hub whose queue is kept by a log: it follows the log with its local store, owns the queue
 * when it is its turn, and steps down when another does, by {@code docs/cluster-log.md} and {@link LogRules}.
 *
 * <p>Without threads: {@link #step} does what is due, and everything is called on one thread. Times are those of a
 * monotonic clock, since any moment; it must go on while the process is stopped.
 */
public final class LogMember {
    /** What it is at. */
    public enum Role {
        READING, SEARCHING, LOADING, TAKING_OVER, OWNING, CLOSED
    }

    private final String machine;
    private final long life;
    private final Duration preference;
    private final ReplicatedLog log;
    private final SnapshotStorage storage;
    private final LocalStore local;
    private final LogRules rules;
    private final LogWatcher watcher;
    private final EventQueue events;
    private final PendingEntries pendingEntries;
    private final SnapshotList search;
    private final SnapshotDuty.Wish wish;
    private final LogTail.Oddities oddities;
    private final LogTail.Hears heard;
    private final SendingLease noLease;
    private final Set<String> broken = new HashSet<>();
    private Store store;
    private Optional<Replica> replica;
    private Optional<LogTail> tail = Optional.empty();
    private Optional<Takeover> takeover = Optional.empty();
    private Optional<LogOwner> owner = Optional.empty();
    private Optional<LogStore> handedOut = Optional.empty();
    private Optional<SnapshotDuty> duty = Optional.empty();
    private Optional<SnapshotLoader> loader = Optional.empty();
    private Role role = Role.READING;
    private Duration now = Duration.ZERO;
    private Optional<Duration> left = Optional.empty();
    private Optional<Duration> stalled = Optional.empty();
    private Duration searchedAt = Duration.ZERO;
    private LogTail.LastRecord lastRecord = LogTail.LastRecord.NOTHING;
    private boolean searched;
    private long names;

    /**
     * @param machine    its name; no other machine of the hub has it
     * @param life       a number that no other life of any machine has: random
     * @param preference how much longer than others it waits before it takes over: jitter is part of it
     * @param wake       called when something came in between two steps, so that somebody makes one
     */
    public LogMember(String machine, long life, Duration preference, ReplicatedLog log, SnapshotStorage storage,
            LocalStore local, LogRules rules, LogWatcher watcher, Runnable wake) {
        this.machine = machine;
        this.life = life;
        this.preference = preference;
        this.log = log;
        this.storage = storage;
        this.local = local;
        this.rules = rules;
        this.watcher = watcher;
        this.events = new EventQueue(wake);
        this.pendingEntries = new PendingEntries(rules);
        this.wish = new SnapshotDuty.Wish(machine, storage);
        this.search = new SnapshotList(storage, events, rules.settings());
        this.oddities = new LogTail.Oddities(machine, watcher);
        this.heard = new LogTail.Hears(this::counted, oddities::foreign);
        this.noLease = new SendingLease(rules, now, Optional.empty());
        this.store = local.open();
        this.replica = Replica.of(store, events);
        if (replica.isEmpty()) emptied();
    }

    private void emptied() {
        store = local.empty();
        replica = Replica.of(store, events);
    }

    private Replica replica() {
        return replica.orElseThrow();
    }

    /** Does what is due. @return when it is to be called again, at the latest */
    public Duration step(Duration time) {
        if (role == Role.CLOSED) return time.plus(rules.settings().poll());
        now = time;
        do {
            while (events.next(now)) {
            }
            act();
        } while (events.isWaiting());
        return now.plus(rules.settings().poll());
    }

    private void act() {
        switch (role) {
            case READING -> read();
            case SEARCHING -> search();
            case LOADING -> load();
            case TAKING_OVER -> takeOver();
            case OWNING -> own();
            case CLOSED -> {
            }
        }
        if (role != Role.LOADING && role != Role.CLOSED) replica().step(now);
    }

    private LogTail tail() {
        if (tail.isEmpty()) tail = Optional.of(LogTail.resumed(log, rules, events, replica(), heard, now));
        return tail.get();
    }

    private void follow(Optional<LogTail> next) {
        tail.ifPresent(LogTail::stop);
        tail = next;
    }

    private void counted(LogEntry entry, long offset) {
        boolean others = entry.content() instanceof Content.Opening
                && !(takeover.isPresent() && oddities.isMine(entry.at()));
        replica().add(entry, offset, pendingEntries.taken(entry.at()));
        if (others) stepDown("machine " + tail().owner() + " owns the queue");
    }

    private void stepDown(String why) {
        boolean owned = wasOwner();
        handedOut.ifPresent(handed -> handed.end(why));
        handedOut = Optional.empty();
        stalled = Optional.empty();
        pendingEntries.fail(why);
        if (owned) watcher.steppedDown();
    }

    private void read() {
        LogTail reader = tail();
        reader.step(now);
        if (wasOwner() && rules.mayFenceUnread()) claim(reader);
        else if (reader.isLost()) startSearch();
        else if (reader.isAtEnd()) atEnd(reader);
    }

    private boolean wasOwner() {
        return handedOut.isPresent();
    }

    private void atEnd(LogTail reader) {
        ReplicaState state = reader.replicaState();
        if (state != ReplicaState.IN_SYNC && !searched) {
            startSearch();
            return;
        }
        if (state == ReplicaState.IN_SYNC) wish.withdraw();
        oddities.look(reader, now);
        boolean mine = wasOwner() && reader.end().opening() == replica().last().at().opening();
        boolean follows = mine || state == ReplicaState.IN_SYNC || state == ReplicaState.AHEAD;
        if (follows && mayClaim(reader)) claim(reader);
        else if (state == ReplicaState.IN_SYNC && !wasOwner()) standBy();
        else if (!follows) outOfTheLog(reader);
    }

    private void standBy() {
        log.prepare();
        duty().step(now, replica(), false);
    }

    private boolean mayClaim(LogTail reader) {
        return mayTryAgain(reader) && replica().failing(now).isZero()
                && (wasOwner() || Takeover.isDue(reader, rules, machine, preference, now));
    }

    private boolean mayTryAgain(LogTail reader) {
        return left.filter(time -> !reader.hasSeen(time)).isEmpty(); // what was read before it says nothing any more
    }

    private void outOfTheLog(LogTail reader) {
        pendingEntries.forget();
        if (wasOwner()) stepDown("the log has gone on without this machine");
        Optional<LogSnapshot> best = reader.best(broken);
        if (best.isPresent()) {
            duty.ifPresent(SnapshotDuty::stop);
            loader = Optional.of(new SnapshotLoader(storage, local, events, rules.settings(), best.get()));
            role = Role.LOADING;
        } else if (rules.isHopeless(reader.silent(now), preference) && mayTryAgain(reader)) {
            claim(reader);
        } else {
            wish.make(now);
            if (now.minus(searchedAt).toSeconds() >= 1) startSearch();
        }
    }

    private void claim(LogTail reader) {
        duty.ifPresent(SnapshotDuty::stop);
        takeover = Optional.of(new Takeover(machine, life, rules, events, log, storage, this::name, replica(),
                reader.end().opening(), oddities::opens, reader.handedOver(machine), now));
        role = Role.TAKING_OVER;
    }

    private void takeOver() {
        Takeover claim = takeover.orElseThrow();
        LogTail reader = tail();
        reader.step(now);
        claim.step(now, reader);
        if (claim.isDone()) begin(claim);
        else if (claim.isGivenUp() || reader.isLost()) leave(claim);
    }

    private void leave(Takeover claim) {
        claim.close();
        takeover = Optional.empty();
        left = Optional.of(now);
        role = Role.READING;
    }

    private void begin(Takeover claim) {
        LogOwner mine = new LogOwner(claim, rules, events, replica(), pendingEntries, now);
        claim.close();
        takeover = Optional.empty();
        follow(Optional.empty());
        searched = false;
        stalled = Optional.empty();
        owner = Optional.of(mine);
        role = Role.OWNING;
        if (claim.lost() > 0) watcher.lost(claim.lost());
        mine.begin(now);
    }

    /** Only when all that was there before, also what this machine had written, is in the store that is read then. */
    private void handOut() {
        boolean waits = pendingEntries.oldest().isPresent() || !replica().stored().equals(replica().last());
        if (waits || handedOut.isPresent() || owner.filter(LogOwner::isLeaving).isPresent()) return;
        LogStore handed = new LogStore(store, this::write, this::close);
        handedOut = Optional.of(handed);
        watcher.owns(handed);
    }

    private void write(Content content, Optional<Store.Answer> answer, Runnable over) {
        PendingEntries.PendingEntry pending = pendingEntries.add(content, now, answer, over);
        owner.ifPresent(mine -> mine.send(pending));
    }

    private void own() {
        LogOwner mine = owner.orElseThrow();
        mine.step(now);
        if (!mine.isDoubtful() && !mine.hasLeft()) {
            handOut();
            duty().step(now, replica(), true);
            return;
        }
        stalled = Stream.of(pendingEntries.oldest(), mine.wellUntil(), Optional.of(now)).flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        mine.end();
        owner = Optional.empty();
        role = Role.READING;
        follow(Optional.empty());
        if (mine.isShifted()) startSearch();
    }

    /** Gives the queue to another machine in order. @return false, and nothing is done, unless this one owns it */
    public boolean handOver(String to) {
        if (!wasOwner() || owner.filter(mine -> !mine.isDoubtful()).isEmpty()) return false;
        handedOut.get().end("machine " + to + " is to own the queue");
        handedOut = Optional.empty();
        owner.get().handOver(to);
        return true;
    }

    private SnapshotDuty duty() {
        if (duty.isEmpty())
            duty = Optional.of(new SnapshotDuty(machine, log, storage, rules, events, this::name,
                    replica().stored().at().number()));
        return duty.get();
    }

    private String name() {
        return rules.name(machine, life, names++);
    }

    private void startSearch() {
        role = Role.SEARCHING;
        lastRecord = tail.map(LogTail::lastRecord).orElse(lastRecord);
        follow(Optional.empty());
        search.begin(now);
    }

    private void search() {
        Optional<List<LogSnapshot>> all = search.step(now);
        if (all.isEmpty()) return;
        searched = true;
        searchedAt = now;
        follow(Optional
                .of(LogTail.searching(log, rules, events, replica(), heard, now, all.get(), lastRecord)));
        role = Role.READING;
    }

    private void load() {
        SnapshotLoader loading = loader.orElseThrow();
        loading.step(now);
        if (!loading.isDone() && !loading.hasFailed()) return;
        if (loading.isDone()) {
            long given = Math.max(tail().replicaState() == ReplicaState.DIVERGED ? tail().given() : 0,
                    loading.snapshot().checkpoint().lacks(replica().last()));
            store = loading.store().orElseThrow();
            replica = Replica.of(store, events);
            if (given > 0) watcher.gaveUp(given);
        } else {
            if (loading.isBroken()) broken.add(loading.snapshot().name());
            loading.store().ifPresent(_ -> emptied());
        }
        loading.close();
        loader = Optional.empty();
        duty.ifPresent(SnapshotDuty::close);
        duty = Optional.empty();
        startSearch();
    }

    /** What is known now of its right to send. */
    public SendingLease lease() {
        return owner.filter(_ -> role == Role.OWNING).map(LogOwner::sendingLease).orElse(noLease);
    }

    /** What becomes of mail that comes in. */
    public IntakeState intakeState(Duration time) {
        Optional<Duration> since = Stream
                .of(stalled.or(() -> owner.flatMap(LogOwner::wellUntil)), pendingEntries.oldest())
                .flatMap(Optional::stream).min(Comparator.naturalOrder());
        return rules.intakeState(handedOut.isPresent(), since.map(time::minus).orElse(Duration.ZERO));
    }

    /** Whether this is the store that was handed out last, and still counts. */
    public boolean isHandedOut(Store given) {
        return handedOut.filter(handed -> handed == given).isPresent();
    }

    /** How many bytes wait to be acknowledged by the log. */
    public long pendingBytes() {
        return pendingEntries.bytes();
    }

    public Role role() {
        return role;
    }

    /** How it stands. */
    public LogStatus status(Duration time) {
        return new LogStatus(role.name(), tail.map(LogTail::owner).orElse(replica().last().owner()), position(),
                Math.max(0, tail.map(LogTail::end).orElse(replica().last().at()).number() - position().number()),
                role == Role.OWNING || role == Role.READING && tail.filter(LogTail::isAtEnd).isPresent(),
                tail.map(t -> t.silent(time)).orElse(Duration.ZERO),
                lease().mayStart(time));
    }

    /** Up to where the local store has the log. */
    public LogPosition position() {
        return replica().stored().at();
    }

    /** Whether what this machine has of the log came through the opening of this id. */
    public boolean cameThrough(long opening) {
        return replica().last().cameThrough(opening);
    }

    /** Whether the store holds what the log says up to {@link #position}, and nothing is being written. */
    public boolean isWritten() {
        return role != Role.LOADING && replica().isClean();
    }

    /** For logs: what it is at, and what it knows. */
    @Override
    public String toString() {
        return machine + " " + role + " at " + replica().last().at() + tail.map(t -> ", " + t).orElse("") + oddities;
    }

    /** Ends this life in good order: nothing more is written to the log, the local store is closed. */
    public void close() {
        if (role == Role.CLOSED) return;
        role = Role.CLOSED;
        owner.ifPresent(LogOwner::end);
        takeover.ifPresent(Takeover::close);
        follow(Optional.empty());
        store.close();
    }
}
