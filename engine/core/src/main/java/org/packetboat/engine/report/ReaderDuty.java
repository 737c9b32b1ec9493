package org.packetboat.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.status.ReaderStanding;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Warns of readers of events that hold much back, or for long, while nothing is lost yet: each once a day. Used by the
 * node only.
 */
final class ReaderDuty {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration LONG = Duration.ofDays(7);

    private final MailQueue queue;
    private final Map<String, Instant> warned = new HashMap<>();
    private boolean someRead = true;
    private Instant next = Instant.EPOCH;

    ReaderDuty(MailQueue queue) {
        this.queue = queue;
    }

    /** Without readers it need not be called for its own sake. */
    Instant wake() {
        return someRead ? next : Instant.MAX;
    }

    void step(Instant now) {
        if (next.isAfter(now) && next.isBefore(now.plus(EVERY.multipliedBy(2)))) return;
        next = now.plus(EVERY);
        try {
            List<ReaderStanding> readers = queue.events().readers();
            someRead = !readers.isEmpty();
            readers.stream().filter(reader -> isLate(reader, now)).forEach(reader -> warn(reader, now));
        } catch (StoreException e) {
            return; // the queue has told of its disk already; looked at again in a while
        }
    }

    private boolean isLate(ReaderStanding reader, Instant now) {
        return reader.behind() > queue.events().mostKept() / 2
                || reader.since().filter(since -> since.plus(LONG).isBefore(now)).isPresent();
    }

    private void warn(ReaderStanding reader, Instant now) {
        Instant before = warned.getOrDefault(reader.name(), Instant.MIN);
        if (before.isBefore(now) && before.plus(AGAIN).isAfter(now)) return;
        warned.put(reader.name(), now);
        queue.tell(new StatusEvent.Trouble(now, "the event reader " + reader.name() + " is " + reader.behind()
                + " events behind" + reader.since().map(since -> ", the oldest of " + since).orElse("")
                + "; beyond " + queue.events().mostKept() + " the oldest go; if nobody wants them any more: packetboat "
                + "events --forget " + reader.name()));
    }
}
