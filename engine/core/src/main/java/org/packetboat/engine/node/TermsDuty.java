package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.TimerKind;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.store.StoreException;

/**
 * Has queued mail follow the schedule in force when that changes, also while the server was off. No envelope is
 * touched: for each domain whose mail is given up after another time than before, one timer is set for the first of
 * each priority, and those behind it follow ({@link org.packetboat.engine.queue.TimerKind#HEAD}). What is returned
 * because it is too large stands anywhere in a queue: where there may be such mail all places are looked at. Some
 * domains and places in each step, so mail goes on. Used by the node only.
 */
final class TermsDuty {
    private static final int DOMAINS_AT_ONCE = 500;
    private static final int PLACES_AT_ONCE = 20_000;
    /** By less, all together, the clock may be put right without a look at what is given up by windows. */
    private static final Duration WORTH_A_LOOK = Duration.ofMinutes(1);

    private final MailQueue queue;
    private final Inbox inbox;
    private Iterator<DomainQueue> left = Stream.<DomainQueue>empty().iterator();
    private Optional<LargeMail> large = Optional.empty();
    private boolean pending;
    private boolean busy;
    private Instant rests = Instant.MIN;
    private Duration put = Duration.ZERO;

    TermsDuty(MailQueue queue, Inbox inbox) {
        this.queue = queue;
        this.inbox = inbox;
    }

    /**
     * The server starts. Windows may have changed under their names meanwhile, which no digest tells, since they are
     * functions of time; and the clock may have been put right. So what is given up by them is looked at in any case.
     */
    void begin(Policy policy) {
        boolean same = queue.terms().filter(terms -> terms == digest(policy)).isPresent();
        look(domain -> !same || isByWindow(domain, policy));
        pending = !same || isLeft();
    }

    /** Another schedule is in force. */
    void changed(Policy before, Policy after) {
        boolean unfinished = pending;
        if (digest(before) != digest(after) || !windows(before).equals(windows(after)) || unfinished)
            look(domain -> unfinished || !before.terms(domain).equals(after.terms(domain)));
    }

    /** The order of the queue was not there for a while: what a look did not find then is found now. */
    void orderIsWhole() {
        look(_ -> true);
    }

    /** In the order in which they lie on disk: where one ends the next begins, so that each block is read once. */
    private void look(Predicate<Domain> concerned) {
        left = queue.domains().stream().filter(d -> d.depth() > 0 && concerned.test(d.domain()))
                .sorted(Comparator.comparing(d -> d.domain().name())).iterator();
        large = Optional.empty();
        pending = true;
    }

    /** When there is something to do; empty while the disk is busy with it. */
    Optional<Instant> wake() {
        return pending && !busy ? Optional.of(rests) : Optional.empty();
    }

    void step(Policy policy, Instant now) {
        if (!pending || busy || rests.isAfter(now)) return;
        QueueBatch batch = queue.change();
        try {
            look(batch, policy, now);
            if (!isLeft()) queue.keepTerms(batch, digest(policy));
            commit(batch, left);
        } catch (StoreException full) {
            batch.abandon();
            failed(now);
        }
    }

    private boolean isLeft() {
        return large.isPresent() || left.hasNext();
    }

    private void look(QueueBatch batch, Policy policy, Instant now) {
        int domains = DOMAINS_AT_ONCE;
        int places = PLACES_AT_ONCE;
        while (domains > 0 && places > 0 && isLeft()) {
            if (large.isPresent()) {
                places -= large.get().look(batch, places, now);
                large = large.filter(found -> !found.isOver());
            } else {
                look(batch, left.next(), policy, now);
                domains--;
            }
        }
    }

    private void look(QueueBatch batch, DomainQueue waiting, Policy policy, Instant now) {
        Domain domain = waiting.domain();
        queue.walk(domain).firstOfEachPriority().stream().map(queue::envelope).flatMap(Optional::stream)
                .forEach(first -> {
                    Instant end = policy.end(first);
                    batch.remindOfRow(first, end.isAfter(now) && !mayBeginLate(first) ? end : now);
                });
        if (queue.isHeld(domain)) return;
        large = policy.largestKept(domain, now).filter(most -> waiting.largestAtMost() > most)
                .map(most -> new LargeMail(queue.walk(domain), most));
    }

    /** The mail of a domain that is larger than all its windows, and is returned; what is held, by its release. */
    private record LargeMail(OrderCursor walk, long most) {
        private boolean isMeant(OrderEntry place) {
            return place.size() > most && place.waiting() != OrderEntry.Waiting.HELD;
        }

        boolean isOver() {
            return walk.peek().isEmpty();
        }

        /** Has those among the next places looked at one by one. @return how many places it has passed */
        int look(QueueBatch batch, int places, Instant now) {
            int passed = 0;
            for (Optional<OrderEntry> at = walk.peek(); at.isPresent() && passed < places; at = walk.peek()) {
                if (isMeant(at.get())) batch.remind(at.get().id(), TimerKind.EXPIRY, now);
                walk.skip();
                passed++;
            }
            return passed;
        }
    }

    /** Whether it was told to wait, or was started anew, so that those behind it may end before it does. */
    private static boolean mayBeginLate(Envelope first) {
        Instant since = first.life().since();
        return first.begins().isAfter(since) || since.isAfter(first.message().arrived());
    }

    private void commit(QueueBatch batch, Iterator<DomainQueue> of) {
        busy = true;
        batch.commit(failure -> inbox.post(later -> {
            busy = false;
            if (failure.isPresent()) failed(later);
            else if (of == left && !isLeft()) pending = false;
        }));
    }

    private void failed(Instant now) {
        look(_ -> true);
        rests = now.plus(FailurePolicy.storeRest());
    }

    /** The clock was put forward or back: windows stay where it says, and what is given up by them follows them. */
    void clockStepped(Duration by, Policy policy) {
        if (by.isZero()) return;
        rests = Instant.MIN;
        put = put.plus(by);
        if (put.abs().compareTo(WORTH_A_LOOK) < 0) return;
        put = Duration.ZERO;
        boolean unfinished = pending;
        look(domain -> unfinished || isByWindow(domain, policy));
    }

    /** Those by which mail is given up: of the same name, they may be others. */
    private static List<Window> windows(Policy policy) {
        return policy.routes().routes().stream().filter(TermsDuty::isByWindow).map(Route::window).toList();
    }

    private static boolean isByWindow(Domain domain, Policy policy) {
        return policy.candidates(domain).stream().anyMatch(TermsDuty::isByWindow);
    }

    private static boolean isByWindow(Route route) {
        return route.msdead().windows() > 0 || route.tooLarge() == TooLarge.RETURN;
    }

    /** Tells whether mail may be given up after another time than before. */
    private static long digest(Policy policy) {
        long digest = policy.msdead().hashCode() * 31L + policy.outlet().msdead().hashCode();
        for (Route route : policy.routes().routes()) {
            String window = isByWindow(route) ? route.windowName() + " " + route.rate() : "";
            int one = Objects.hash(route.domains().toString(), route.msdead(), window);
            digest = digest * 1_000_003 + one;
        }
        return digest;
    }
}
