package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.codec.AgedTimes;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.LedgerPage;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.queue.offer.OfferedMail;
import org.packetboat.engine.queue.relay.RelayBook;
import org.packetboat.engine.queue.settled.SettledLine;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Followers;
import org.packetboat.engine.store.StoreException;

/**
 * Changes to the queue that become durable together: an envelope with all of its keys, counts and timers. What is kept
 * in memory follows only once they are. Filled by one thread.
 */
public final class QueueBatch {
    private final MailQueue queue;
    private final Batch batch = new Batch();
    private final List<Runnable> onceDurable = new ArrayList<>();
    private final List<Runnable> onFailure = new ArrayList<>();
    private final List<StatusEvent> events = new ArrayList<>();
    private final Map<Object, Last> last = new LinkedHashMap<>();
    /** How many envelopes of each message it removes. */
    private final Map<QueueId, Integer> removed = new HashMap<>();
    /** How many it takes out of the queue of which something is kept. */
    private final Map<QueueId, Integer> keeping = new HashMap<>();
    /** What it keeps. */
    private final Set<EnvelopeId> kept = new HashSet<>();
    private final LedgerPage ledger;

    /** What is known only when all else is in the batch, and is written into it then. */
    public interface Last {
        void write(QueueBatch batch);
    }

    QueueBatch(MailQueue queue) {
        this.queue = queue;
        this.ledger = new LedgerPage(queue.ledger());
    }

    /** Puts a new envelope into its domain's queue. Its message's bytes must be there, or in this batch. */
    public QueueBatch add(Envelope envelope) {
        ledger.open(batch, envelope);
        return enter(envelope);
    }

    /** Sends mail again that its site had taken, for so many; part of its envelope may wait anyway. */
    public QueueBatch resend(Envelope envelope, int delivered, int relayed) {
        ledger.reopen(envelope, delivered, relayed);
        return queue.envelope(envelope.id()).isPresent() ? replace(envelope) : enter(envelope);
    }

    private QueueBatch enter(Envelope envelope) {
        Envelope stored = AgedTimes.arriving(envelope, queue.clock());
        write(stored, envelope);
        batch.put(Family.TIMERS, Keys.timer(firstLook(stored), TimerKind.EXPIRY, stored.id()), Keys.nothing());
        onceDurable.add(() -> queue.timed(firstLook(envelope)));
        count(envelope, 1);
        onceDurable.add(() -> queue.waits(envelope));
        return this;
    }

    private static Instant firstLook(Envelope e) {
        return Timer.noLater(e.expires(), e, e.life().since());
    }

    /** Has the node look at an envelope at this time, whatever becomes of it until then. */
    public QueueBatch remind(Envelope envelope, TimerKind kind, Instant at) {
        return remind(envelope.id(), kind, at);
    }

    /** The same for an envelope of which only the name is known. */
    public QueueBatch remind(EnvelopeId id, TimerKind kind, Instant at) {
        return remind(id, kind, at, Keys.nothing());
    }

    /** Has the node look at a row of envelopes from this one on: {@link TimerKind#HEAD}. */
    public QueueBatch remindOfRow(Envelope first, Instant at) {
        return remind(first.id(), TimerKind.HEAD, at, Keys.order(first.destination(), first.priority(), first.id()));
    }

    private QueueBatch remind(EnvelopeId id, TimerKind kind, Instant at, byte[] about) {
        batch.put(Family.TIMERS, Keys.timer(queue.clock().toAge(at), kind, id), about);
        onceDurable.add(() -> queue.timed(at));
        return this;
    }

    /** Changes an envelope that is there. */
    public QueueBatch replace(Envelope envelope) {
        write(AgedTimes.stored(envelope, queue.clock()), envelope);
        if (!OrderEntry.of(envelope).isReasonToCall()) left(envelope.destination(), envelope.by(), envelope.priority());
        return this;
    }

    /** Has an envelope that waited for its stage begin: its time counts from now on. */
    public QueueBatch begin(Envelope begun) {
        return remind(begun, TimerKind.EXPIRY, firstLook(begun)).replace(begun);
    }

    /** Another edition goes to those who missed this: its line leaves the ledger of its big send. */
    public QueueBatch replaceMissed(String bigSend, LedgerEntry line) {
        ledger.drop(batch, bigSend, line);
        return this;
    }

    /** A message of a big send is steered so from now on. */
    public QueueBatch stage(StagedSend send) {
        ledger.stage(batch, send);
        onceDurable.add(() -> queue.ledger().staged().follow(send));
        return this;
    }

    /** A message of a big send that comes in is steered. @param envelopes all that it has */
    public QueueBatch stage(StagedSend send, List<Envelope> envelopes) {
        if (send.isToReplace())
            queue.ledger().staged().putAddressed(batch, send.plan().message(), envelopes.stream()
                    .flatMap(e -> e.recipients().stream()).map(Recipient::address).toList());
        return stage(send);
    }

    /** A message of a big send is steered no more. */
    public QueueBatch unstage(QueueId message) {
        ledger.unstage(batch, message);
        onceDurable.add(() -> queue.ledger().staged().forget(message));
        return this;
    }

    /** Takes an envelope out, and its message's bytes with the last one; not if something of it is kept. */
    public QueueBatch remove(Envelope envelope) {
        takeOut(envelope);
        return release(envelope);
    }

    /**
     * A site has taken an envelope: that is kept.
     *
     * @param taken the envelope, with the recipients for whom it was taken
     * @param left  for how many it is to be sent yet; if for nobody, it is to be removed by this batch, too
     */
    public QueueBatch keep(Envelope taken, int left, String site, Instant now) {
        queue.settled().keep(batch, taken, left, site, now);
        onFailure.add(queue.settled()::refused);
        kept.add(taken.id());
        return this;
    }

    /** What was kept goes, and a message's bytes with the last of it. */
    public QueueBatch forget(List<SettledLine> lines) {
        onFailure.add(queue.settled()::refused); // first: reading what else there is may fail
        queue.settled().drop(batch, lines).stream().filter(line -> !queue.envelopeCount().mayBeThere(line.id()))
                .forEach(line -> release(new EnvelopeCount.Leaving(line.id(), line.alone(), line.size())));
        return this;
    }

    /** Moves an envelope from its queue to the dead; its bytes stay. */
    public QueueBatch bury(Envelope envelope) {
        takeOut(envelope);
        onceDurable.add(() -> queue.relays().look(envelope.message().id()));
        ledger.bury(envelope);
        batch.put(Family.DEAD, Keys.envelope(envelope.id()),
                EnvelopeCodec.encode(AgedTimes.stored(envelope, queue.clock())));
        return this;
    }

    /**
     * Takes an envelope that can't be read out of its queue. What is left of it, and its message's bytes, stay where
     * they are, for {@code salvage}.
     */
    public QueueBatch drop(Domain domain, OrderEntry place) {
        batch.delete(Family.ORDER, Keys.order(domain, place.priority(), place.id()));
        batch.add(Keys.depth(domain), -1).add(Keys.bytes(domain), -place.size());
        onceDurable.add(() -> queue.relays().look(place.id().message()));
        onceDurable.add(() -> queue.counts().count(domain, -1, -place.size()));
        left(domain, place.by(), place.priority());
        onceDurable.add(queue.offers().takeOut(batch, place.id()));
        return this;
    }

    /** Takes an envelope from among the dead, and its message's bytes with the last one. */
    public QueueBatch unbury(Envelope envelope) {
        batch.delete(Family.DEAD, Keys.envelope(envelope.id()));
        return release(envelope);
    }

    private QueueBatch release(Envelope envelope) {
        QueueId message = envelope.message().id();
        onceDurable.add(() -> queue.relays().look(message));
        if (!kept.contains(envelope.id()) && !queue.settled().has(envelope.id()))
            return release(EnvelopeCount.Leaving.of(envelope));
        keeping.merge(message, 1, Integer::sum);
        return this;
    }

    private QueueBatch release(EnvelopeCount.Leaving envelope) {
        removed.merge(envelope.message(), 1, Integer::sum);
        queue.envelopeCount().remove(envelope, batch);
        onceDurable.add(() -> queue.envelopeCount().removed(envelope));
        onFailure.add(() -> queue.envelopeCount().restore(envelope));
        return this;
    }

    /** Whether it leaves no envelope of a message waiting, however other batches end that are not durable yet. */
    public boolean ends(QueueId message) {
        return queue.envelopeCount().isAll(message, removed.getOrDefault(message, 0), keeping.getOrDefault(message, 0));
    }

    /** Notes what is to be told of a message later. @param kept what is told with it of the message itself */
    public QueueBatch note(QueueId about, byte[] what, byte[] kept, Instant due) {
        QueueId id = queue.newId();
        ByteBuffer value = ByteBuffer.allocate(2 * Long.BYTES + what.length)
                .putLong(Keys.millis(queue.clock().toAge(due))).putLong(kept.length).put(what);
        batch.put(Family.META, Keys.note(about, id), value.array());
        return bytes(id, kept).remindOfNotes(about, due);
    }

    /** Has the node look at what was noted of a message. */
    public QueueBatch remindOfNotes(QueueId about, Instant at) {
        batch.put(Family.TIMERS, Keys.timer(queue.clock().toAge(at), TimerKind.NOTE, new EnvelopeId(about, 0)),
                Keys.nothing());
        onceDurable.add(() -> queue.timed(at));
        return this;
    }

    /**
     * Takes out what was noted of a message, in order, up to what isn't wanted: of that and what follows it the node is
     * reminded.
     *
     * @return false, and nothing taken out, if another batch does so that is not durable yet
     */
    public boolean takeNotes(QueueId about, Predicate<SenderNotes.Note> wanted, Instant now) {
        if (!queue.notes().take(about)) return false;
        onceDurable.add(() -> queue.notes().taken(about));
        onFailure.add(() -> queue.notes().taken(about));
        if (queue.notes().visit(about, note -> wanted.test(note) && isTaken(note))) remindOfNotes(about, now);
        return true;
    }

    private boolean isTaken(SenderNotes.Note note) {
        batch.delete(Family.META, Keys.note(note.about(), note.id()));
        MessageBytes.delete(batch, note.id(), note.kept());
        return true;
    }

    /** Stores a whole small message. */
    public QueueBatch bytes(QueueId id, byte[] message) {
        MessageBytes.put(batch, id, message);
        return this;
    }

    /**
     * Tells of what this batch does. The event becomes durable with it, where there are readers for it; the watcher
     * hears of it after that. Events are told in the order of the calls. The ledger of its big send follows it.
     */
    public QueueBatch tell(StatusEvent event) {
        if (RelayBook.isOfReport(event)) return this; // what goes between servers is no news
        events.add(event);
        ledger.note(event);
        queue.relays().note(batch, event);
        return this;
    }

    /** Tells what another server told of an envelope that was handed to it. */
    public QueueBatch tellReported(StatusEvent.OfEnvelope event) {
        events.add(event);
        ledger.noteReported(event);
        queue.relays().note(batch, event);
        return this;
    }

    /** Does this once the batch is durable. */
    public QueueBatch onDurable(Runnable then) {
        onceDurable.add(then);
        return this;
    }

    /** A large mail is offered by this batch: as long as nobody asks for it, it is no reason to call. */
    public QueueBatch offer(Envelope envelope, OfferedMail offer) {
        left(envelope.destination(), envelope.by(), envelope.priority());
        return note(offer);
    }

    /** Somebody has asked for a large mail: the node looks at it again. */
    public QueueBatch askFor(OfferedMail offer, Instant now) {
        queue.envelope(offer.id()).ifPresent(e -> {
            note(offer.askedFor()).tell(new StatusEvent.Handled(now, e.id(), e.message().batch(), "requested"));
            onceDurable.add(() -> queue.waits(e));
        });
        return this;
    }

    private QueueBatch note(OfferedMail offer) {
        queue.offers().put(batch, offer);
        onceDurable.add(() -> queue.offers().follow(offer));
        return this;
    }

    /** Writes down what is relayed, or told of it. */
    public QueueBatch relay(Consumer<Batch> change) {
        change.accept(batch);
        return this;
    }

    /** What is to be written last and has this key; made if there is none yet. */
    public Last last(Object key, Supplier<Last> made) {
        return last.computeIfAbsent(key, _ -> made.get());
    }

    /** The store's own batch, for what has no method here. */
    Batch raw() {
        return batch;
    }

    /**
     * Makes it durable.
     *
     * @param answer called once, from any thread, after memory has followed; empty if all went well
     */
    public void commit(Consumer<Optional<StoreException>> answer) {
        Runnable answered;
        try {
            last.values().forEach(what -> what.write(this));
            ledger.write(batch);
            answered = queue.journal().add(batch, events);
        } catch (StoreException e) {
            finish(Optional.of(e), answer);
            return;
        }
        queue.store().commit(batch, failure -> {
            try {
                answered.run();
            } finally {
                finish(failure, answer);
            }
        });
    }

    /** Gives up what was put together so far: nothing of it was written. */
    public void abandon() {
        onFailure.forEach(Runnable::run);
    }

    /** Memory follows, and the answer is given, though whoever watches fails at an event. */
    private void finish(Optional<StoreException> failure, Consumer<Optional<StoreException>> answer) {
        List<Runnable> follows = new ArrayList<>();
        if (failure.isEmpty()) events.forEach(event -> follows.add(() -> queue.watcher.on(event)));
        follows.addAll(failure.isEmpty() ? onceDurable : onFailure);
        follows.add(() -> answer.accept(failure));
        Followers.runAll(follows);
    }

    /** @param stored the same with its times in age time */
    private void write(Envelope stored, Envelope e) {
        batch.put(Family.ENVELOPES, Keys.envelope(e.id()), EnvelopeCodec.encode(stored));
        batch.put(Family.ORDER, Keys.order(e.destination(), e.priority(), e.id()), OrderEntry.encode(e));
    }

    private void takeOut(Envelope e) {
        batch.delete(Family.ENVELOPES, Keys.envelope(e.id()));
        batch.delete(Family.ORDER, Keys.order(e.destination(), e.priority(), e.id()));
        batch.delete(Family.TIMERS, Keys.timer(queue.clock().toAge(e.expires()), TimerKind.EXPIRY, e.id()));
        count(e, -1);
        onceDurable.add(queue.offers().takeOut(batch, e.id()));
        left(e.destination(), e.by(), e.priority());
    }

    private void left(Domain domain, Instant by, Priority priority) {
        onceDurable.add(() -> queue.counts().left(domain, by, priority));
    }

    private void count(Envelope e, int sign) {
        long size = sign * e.message().size();
        batch.add(Keys.depth(e.destination()), sign).add(Keys.bytes(e.destination()), size);
        onceDurable.add(() -> queue.counts().count(e.destination(), sign, size));
    }
}
