package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.packetboat.engine.calls.CallBook;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.ledger.BatchLedger;
import org.packetboat.engine.queue.offer.OfferBook;
import org.packetboat.engine.queue.relay.RelayBook;
import org.packetboat.engine.queue.settled.SettledBook;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.time.AgeClock;
import org.packetboat.engine.time.Elapsed;
import org.packetboat.engine.time.Plausible;

/**
 * The durable queue: messages, their envelopes in order for each destination domain, timers, and the dead. It is the
 * only user of the store. Every change is a {@link QueueBatch}; what it keeps in memory are counts for each domain,
 * read at the start and following the store from then on.
 *
 * <p>Mail is added from any thread. All other changes, and walks along a domain's queue, are the node's alone.
 */
public final class MailQueue {
    /** The name under which all domains are held at once. */
    public static final String EVERYTHING = "*";

    private final Store store;
    private final long epoch;
    private final Numbers ids;
    private final UnreadableMail unreadable = new UnreadableMail();
    private final AgeClock clock = new AgeClock();
    final MessageBytes bytes;
    private final QueuedDomains domains;
    private final EnvelopeCount envelopeCount;
    private final Holds holds;
    private final StoredEnvelopes envelopes;
    private final AtomicReference<Instant> firstTimed = new AtomicReference<>(Instant.MAX);
    private final EventJournal events;
    private final BatchLedger ledger;
    private final CallBook calls;
    private final SenderNotes notes;
    private final AcceptedKeys keys;
    private final RelayBook relays;
    private final OfferBook offers;
    private final SettledBook settled;
    volatile Watcher watcher = _ -> {};

    /** Opens the queue and takes away what was never committed. Takes time by the number of domains, not of mails. */
    public MailQueue(Store store) {
        this(store, EventJournal.USUAL_KEEP);
    }

    /** The same. @param epoch where numbers begin in a folder that has none yet; else it goes on as it began */
    public MailQueue(Store store, FolderEpoch epoch) {
        this(store, EventJournal.USUAL_KEEP, epoch);
    }

    /** @param keptEvents the most events held back for a reader that is away; 10 million is usual */
    public MailQueue(Store store, long keptEvents) {
        this(store, keptEvents, FolderEpoch.FIRST);
    }

    private MailQueue(Store store, long keptEvents, FolderEpoch begin) {
        this.store = store;
        this.epoch = FolderEpoch.of(store, begin);
        EarlierSpelling.mendIfPossible(store);
        this.ids = new Numbers(store, Keys.IDS, begin);
        this.events = new EventJournal(store, keptEvents, begin);
        this.calls = new CallBook(store, clock);
        this.ledger = new BatchLedger(store, unreadable);
        this.bytes = new MessageBytes(store, unreadable);
        this.settled = new SettledBook(store, clock);
        this.envelopeCount = new EnvelopeCount(store, settled);
        this.holds = new Holds(store);
        this.envelopes = new StoredEnvelopes(store, clock, unreadable);
        this.notes = new SenderNotes(store, clock, unreadable, bytes);
        this.keys = new AcceptedKeys(store, clock);
        this.relays = new RelayBook(store);
        Batch spent = new Batch();
        this.domains = new QueuedDomains(store, spent);
        this.offers = new OfferBook(store, unreadable, spent);
        stageIfPossible(spent);
        stageIfPossible(MessageBytes.unfinished(store, envelopeCount));
        if (OrderRebuild.isUnfinished(store)) unreadable.noteOrder("the order of the queue", "not made anew yet");
    }

    /** A full disk is no reason not to start: what can't be tidied up now waits for the next start. */
    private void stageIfPossible(Batch batch) {
        if (batch.isEmpty()) return;
        try {
            store.stage(batch);
        } catch (StoreException e) {
            return;
        }
    }

    /** Calls this, from any thread, when mail came in for a domain that {@link #nextArrival} has not yet told of. */
    public void onArrival(Runnable wake) {
        domains.onArrival(wake);
        unreadable.onNote(wake);
        relays.onChange(wake);
    }

    /** Who hears of every event once it is durable; must not look into the queue, which follows only then. */
    public void onEvent(Watcher hearer) {
        watcher = hearer;
    }

    /** The events that are kept on disk for readers. */
    public EventSource events() {
        return events;
    }

    /** The calls that were made. */
    public CallBook calls() {
        return calls;
    }

    /** What became of big sends. */
    public BatchLedger ledger() {
        return ledger;
    }

    /** Tells of something that changes nothing in the queue. It is told at once if no reader wants it on disk first. */
    public void tell(StatusEvent event) {
        if (events.isRead()) change().tell(event).commit(failure -> failure.ifPresent(_ -> watcher.on(event)));
        else watcher.on(event);
    }

    /** The submission keys that mail was accepted under. */
    public AcceptedKeys keys() {
        return keys;
    }

    /** What other Packetboats have, and what is told of it. */
    public RelayBook relays() {
        return relays;
    }

    /** The large mail that was offered and waits. */
    public OfferBook offers() {
        return offers;
    }

    /** What sites have taken and is kept for a while. */
    public SettledBook settled() {
        return settled;
    }

    /** What is to be told to senders a while later. */
    public SenderNotes notes() {
        return notes;
    }

    /** A domain that mail came in for, each once until its arrivals are taken; at the start, each that has mail. */
    public Optional<DomainQueue> nextArrival() {
        return domains.nextArrival();
    }

    /** The queue of a domain, which may be empty. */
    public DomainQueue domain(Domain domain) {
        return domains.get(domain);
    }

    /** How many domains have mail, and some that had. */
    public int domainCount() {
        return domains.size();
    }

    /** The queues of all domains that have mail, and of some that had. */
    public Collection<DomainQueue> domains() {
        return domains.all();
    }

    /** Lets those go that have none: a server that writes to everybody would keep a million of them in the end. */
    public void forgetIdle() {
        domains.forgetIdle();
    }

    QueuedDomains counts() {
        return domains;
    }

    /** Has the node look at an envelope that waits for its turn: it came in, was put back, or changed. */
    public void waits(Envelope envelope) {
        domains.arrived(envelope);
    }

    /** Has the node look at all domains anew: what waits in one of them could not be read. */
    public void lookAgain() {
        domains.lookAgain();
    }

    /** Starts a set of changes. */
    public QueueBatch change() {
        return new QueueBatch(this);
    }

    /** Names the data folder: an emptied one has another, a copy the same. */
    public long epoch() {
        return epoch;
    }

    /** Whether this folder was restored from one of this name. */
    public boolean wasNamed(long earlier) {
        return FolderEpoch.wasNamed(store, earlier);
    }

    /** An id that was never used before. */
    public QueueId newId() {
        return new QueueId(ids.next(1));
    }

    /** The id that comes next: every message so far has a lower one. */
    public QueueId nextId() {
        return new QueueId(ids.peek());
    }

    /** Walks along a domain's queue from its start. Ends at a damaged block, which is noted. */
    public OrderCursor walk(Domain domain) {
        return new OrderCursor(store, domain, unreadable);
    }

    /** The same from a place on. */
    public OrderCursor walk(Domain domain, Position from) {
        return new OrderCursor(store, domain, unreadable, from);
    }

    /** An envelope in the queue. One that is damaged is none, and is noted among the {@link #unreadable()}. */
    public Optional<Envelope> envelope(EnvelopeId id) {
        return envelopes.get(id);
    }

    /** All envelopes of a message that are in the queue; empty if one of them can't be read. */
    public Optional<List<Envelope>> readableEnvelopes(QueueId id) {
        return envelopes.readable(id);
    }

    /** Mail that can't be read or handled, and is to be set aside. */
    public UnreadableMail unreadable() {
        return unreadable;
    }

    /** Whether a message was found damaged on disk, or that the server can't handle it. */
    public boolean isUnreadable(QueueId id) {
        return unreadable.contains(id);
    }

    /** Notes that a message is damaged on disk: the node will set it aside. May be called from any thread. */
    public void noteUnreadable(QueueId id, String reason) {
        unreadable.note(id, UnreadableMail.Fault.damaged(reason));
    }

    /** Notes that the server fails at an envelope: the node will set it aside. May be called from any thread. */
    public void noteUnhandled(EnvelopeId id, RuntimeException bug) {
        unreadable.note(id.message(), UnreadableMail.Fault.unhandled(id, bug));
    }

    /** All envelopes of a message that are in the queue. */
    public List<Envelope> envelopes(QueueId id) {
        return envelopes.of(id);
    }

    /** Notices that could not be delivered, oldest first. */
    public List<Envelope> dead(int most) {
        return envelopes.dead(most);
    }

    /** The dead notice of that id. */
    public Optional<Envelope> dead(QueueId id) {
        return envelopes.dead(id);
    }

    /** The bytes of a message. */
    public Body body(Message message) {
        return bytes.of(message.id(), message.size());
    }

    /** Up to so many timers from a time on, up to and with another. Passes over damaged ones, and notes them. */
    public List<Timer> timers(Instant from, Instant to, int most) {
        try (StoredTimers timers = new StoredTimers(store, clock, clock.toAge(from), clock.toAge(to))) {
            return timers.first(most, unreadable);
        }
    }

    /** Up to so many envelopes of the row that a timer is about, from its place on: of one domain and priority. */
    public List<Envelope> row(Timer timer, int most) {
        Position from = new Position(Keys.orderPriority(timer.about()), Keys.orderId(timer.about()));
        return walk(Keys.orderDomain(timer.about()), from).row(from.priority(), most, envelopes::get);
    }

    /** Whether mail may be sent now: not while another machine may be sending it. */
    public boolean maySend() {
        return store.maySend();
    }

    /** The clock by which mail ages. */
    public AgeClock clock() {
        return clock;
    }

    /** Has mail age from now on, as it did in the last life. */
    public void startClock(Instant now, Plausible plausible, Elapsed elapsed) {
        clock.start(store.get(Family.META, Keys.CLOCK).map(Keys::clock), now, plausible, elapsed);
        calls.open();
    }

    /** After what time mail was given up when that was last looked at: {@link #keepTerms}. */
    public Optional<Long> terms() {
        return store.get(Family.META, Keys.TERMS).map(b -> ByteBuffer.wrap(b).getLong());
    }

    /** Notes in a batch by what schedule the timers of all mail are right. */
    public void keepTerms(QueueBatch batch, long digest) {
        batch.raw().put(Family.META, Keys.TERMS, Keys.number(digest));
    }

    /** Keeps the clock's reading on disk when that is due; if the disk doesn't take it, the next one will do. */
    public void saveClock() {
        if (!clock.isSaveDue()) return;
        QueueBatch batch = change();
        batch.raw().put(Family.META, Keys.CLOCK, Keys.clock(clock.reading()));
        batch.commit(failure -> failure.ifPresent(_ -> clock.saveAgain()));
    }

    /** The earliest timer that was set since this was last called; {@link Instant#MAX} if there was none. */
    public Instant takeFirstTimed() {
        return firstTimed.getAndSet(Instant.MAX);
    }

    void timed(Instant at) {
        firstTimed.accumulateAndGet(at, (a, b) -> a.isBefore(b) ? a : b);
    }

    /** Takes a timer away that has been seen to. */
    public void done(QueueBatch batch, Timer timer) {
        batch.raw().delete(Family.TIMERS, timer.key());
        if (timer.kind() == TimerKind.KEY) keys.forget(batch, timer.about(), timer.id().message());
    }

    /** Whether an operator holds an envelope: it, its big send, its domain, or everything. */
    public boolean isHeld(Envelope e) {
        return e.held() || isHeld(e.destination()) || ledger.staged().isStopped(e.id());
    }

    /** Whether an envelope is no reason to call: its domain or big send is held. */
    public boolean isKept(Domain destination, EnvelopeId id) {
        return isHeld(destination) || ledger.staged().isStopped(id);
    }

    /** Whether an operator holds a domain, or everything. */
    public boolean isHeld(Domain domain) {
        return holds.isHeld(domain);
    }

    /** The rules by which mail is held: domains, and {@link #EVERYTHING}. */
    public Set<String> holds() {
        return holds.rules();
    }

    /** Holds a domain's mail, waiting and to come. {@link #EVERYTHING} stands for all domains. */
    public void hold(String rule, Consumer<Boolean> done) {
        holds.add(rule, done);
    }

    /** Lifts these rules. */
    public void release(Set<String> rules, Consumer<Boolean> done) {
        holds.remove(rules, done);
    }

    EventJournal journal() {
        return events;
    }

    Store store() {
        return store;
    }

    EnvelopeCount envelopeCount() {
        return envelopeCount;
    }
}
