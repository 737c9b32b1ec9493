package org.packetboat.engine.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.settled.SettledBook;
import org.packetboat.engine.queue.settled.SettledLine;
import org.packetboat.engine.route.Reporting.KeepSettled;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.store.StoreException;

/**
 * Lets go, the oldest first, what is kept of mail that its site has taken: when its time is over, when it is more than
 * may be, or when the disk has so little room that no mail is taken in. Looked at each minute. While the disk takes
 * nothing it waits. Used by the node only.
 */
public final class SettledDuty {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 200;

    private final MailQueue queue;
    private final SettledBook book;
    private final Inbox inbox;
    private final InFlight inFlight;
    private Instant next = Instant.EPOCH;
    private boolean busy;

    public SettledDuty(MailQueue queue, Inbox inbox, InFlight inFlight) {
        this.queue = queue;
        this.book = queue.settled();
        this.inbox = inbox;
        this.inFlight = inFlight;
    }

    /** When there is something to look at; empty if nothing is kept, or the disk is busy with it. */
    public Optional<Instant> wake() {
        return busy || book.isEmpty() ? Optional.empty() : Optional.of(next);
    }

    public void step(Instant now, KeepSettled wanted) {
        if (busy || book.isEmpty() && !wanted.isOn()) return;
        if (next.isAfter(now) && !next.isAfter(now.plus(EVERY))) return;
        next = now.plus(EVERY);
        Instant age = queue.clock().now(now);
        try {
            if (!wanted.isOn() || book.from().isPresent()) letGo(age, wanted);
            else commit(queue.change().relay(b -> book.keepFrom(b, age)), List.of());
        } catch (StoreException full) {
            next = now.plus(FailurePolicy.storeRest());
        }
    }

    private void letGo(Instant age, KeepSettled wanted) {
        List<SettledLine> old = old(age, wanted);
        QueueBatch batch = queue.change();
        if (!old.isEmpty()) {
            Instant from = old.getLast().at().plusMillis(1);
            try {
                batch.forget(old).relay(b -> book.keepFrom(b, from));
            } catch (StoreException unreadable) {
                batch.abandon();
                throw unreadable;
            }
            commit(batch, old.stream().map(SettledLine::id).distinct().toList());
        } else if (!wanted.isOn() && first(1).isEmpty() && book.from().isPresent()) {
            commit(batch.relay(book::over), List.of());
        }
    }

    private List<SettledLine> first(int most) {
        return book.lines(Instant.EPOCH, Instant.MAX, Optional.empty(), most);
    }

    /** The next to go; what is being sent again at this moment goes later. */
    private List<SettledLine> old(Instant age, KeepSettled wanted) {
        boolean all = !wanted.isOn() || book.mustGiveWay();
        Stream<SettledLine> lines = first(AT_ONCE).stream().filter(line -> !inFlight.contains(line.id()));
        if (all) return lines.toList();
        Instant end = age.minus(wanted.time());
        long[] tooMuch = {book.bytes() - wanted.bytes()};
        return lines.takeWhile(line -> line.at().isBefore(end) || (tooMuch[0] -= line.size()) + line.size() > 0)
                .toList();
    }

    private void commit(QueueBatch batch, List<EnvelopeId> touched) {
        busy = true;
        touched.forEach(inFlight::add);
        batch.commit(failure -> inbox.post(later -> {
            busy = false;
            inFlight.letGo(touched, queue);
            next = after(failure, touched.size(), later);
        }));
    }

    private static Instant after(Optional<StoreException> failure, int touched, Instant now) {
        if (failure.isPresent()) return now.plus(FailurePolicy.storeRest());
        return touched > 0 ? now : now.plus(EVERY);
    }
}
