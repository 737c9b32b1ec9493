package org.packetboat.engine.queue;

import java.time.Instant;
import org.packetboat.engine.mail.Priority;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.DomainTable;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * The domains that mail waits for, with what is known of each in memory, and those that mail has come in for since the
 * node last looked. May be used from any thread.
 */
final class QueuedDomains {
    /** Guarded by itself. */
    private final DomainTable<DomainQueue> domains = new DomainTable<>(DomainQueue::domain);
    private final ConcurrentLinkedQueue<DomainQueue> arrivals = new ConcurrentLinkedQueue<>();
    private volatile Runnable onArrival = () -> {};

    /** Reads the counts; all that have mail count as arrived. @param spent gets what is no longer needed */
    QueuedDomains(Store store, Batch spent) {
        store.scan(Family.COUNTERS, Keys.utf8("D"), Keys.utf8("E")).forEach((key, _) -> {
            Domain domain = Keys.depthOf(key);
            long depth = store.count(key);
            if (depth > 0) {
                domains.put(new DomainQueue(domain, depth, store.count(Keys.bytes(domain))));
            } else {
                spent.delete(Family.COUNTERS, key).delete(Family.COUNTERS, Keys.bytes(domain));
            }
        });
        arrivals.addAll(domains.values());
    }

    void onArrival(Runnable wake) {
        onArrival = wake;
    }

    /** One that has no mail is made for the caller alone. */
    DomainQueue get(Domain domain) {
        synchronized (domains) {
            return domains.get(domain).orElseGet(() -> new DomainQueue(domain, 0, 0));
        }
    }

    int size() {
        synchronized (domains) {
            return domains.size();
        }
    }

    Collection<DomainQueue> all() {
        synchronized (domains) {
            return domains.values();
        }
    }

    void forgetIdle() {
        synchronized (domains) {
            domains.removeIf(DomainQueue::isIdle);
        }
    }

    /** Changes a domain's queue while nobody can let it go. */
    private void change(Domain domain, Consumer<DomainQueue> change) {
        synchronized (domains) {
            change.accept(domains.get(domain).orElseGet(() -> {
                DomainQueue fresh = new DomainQueue(domain, 0, 0);
                domains.put(fresh);
                return fresh;
            }));
        }
    }

    void count(Domain domain, int envelopes, long size) {
        change(domain, queue -> queue.count(envelopes, size));
    }

    void left(Domain domain, Instant by, Priority priority) {
        change(domain, queue -> queue.left(by, priority));
    }

    void arrived(Envelope envelope) {
        AtomicBoolean first = new AtomicBoolean();
        change(envelope.destination(), queue -> first.set(queue.arrived(envelope)));
        if (!first.get()) return;
        arrivals.add(get(envelope.destination()));
        onArrival.run();
    }

    /** All count as arrived anew. */
    void lookAgain() {
        arrivals.addAll(all());
        onArrival.run();
    }

    Optional<DomainQueue> nextArrival() {
        return Optional.ofNullable(arrivals.poll());
    }
}
