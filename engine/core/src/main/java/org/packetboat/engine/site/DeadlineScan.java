package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.settle.FailurePolicy;
import org.packetboat.engine.store.StoreException;

/**
 * Finds out by when the mail has to be there that waited when the server started: of each domain once, a piece at a
 * time, with a rest between two pieces, so that sending goes on. Ten million envelopes take some minutes. Domains
 * whose calls cost more at some hours come first. Until a domain has been looked through, {@link DomainQueue#isSeen} is
 * false, and its mail counts as urgent. Behind a damaged block nothing is found: what gets its place again is told as
 * an arrival.
 *
 * <p>When what a domain's time was known by has gone, or is held, it is looked through again if it is taken for urgent
 * or for due within a day; until then, that counts. So is each domain, whatever was known of it, when an operator's
 * rule holds other mail than before. These looks come after the others, with longer rests. Used by the node only.
 */
public final class DeadlineScan {
    /** What a step looks at, in entries: some milliseconds of work. */
    private static final int AT_ONCE = 1000;
    /** What the first step does, before anybody is called, if there are domains that come first. */
    private static final int AT_FIRST = 20_000;
    /** What it costs to find the begin of a queue, in entries. */
    private static final int BEGIN = 20;
    private static final Duration REST = Duration.ofMillis(10);
    /** Whoever has to be there later than this from now need not be known exactly. */
    private static final Duration SOON = Duration.ofDays(1);
    /** The rest between two pieces while there is nothing but domains that were looked through before. */
    private static final Duration LONG_REST = Duration.ofMillis(100);

    private final MailQueue queue;
    private final Supplier<Predicate<Domain>> first;
    private final int atOnce;
    private BiPredicate<Domain, Long> offers = (_, _) -> true;
    /** The next one is the last of these. */
    private final ArrayList<DomainQueue> left = new ArrayList<>();
    /** Those that were looked through, and may have more time than was found. */
    private final Set<DomainQueue> again = new LinkedHashSet<>();
    private Optional<Look> look = Optional.empty();
    private boolean inOrder;
    private Instant rests = Instant.MIN;
    private int places;

    /** @param first which domains go before all others; asked once for the mail of a start, or of a change of routes */
    public DeadlineScan(MailQueue queue, Supplier<Predicate<Domain>> first) {
        this(queue, first, AT_ONCE, AT_FIRST);
    }

    /** @param atOnce what a step looks at @param atFirst what the first step does */
    DeadlineScan(MailQueue queue, Supplier<Predicate<Domain>> first, int atOnce, int atFirst) {
        this.queue = queue;
        this.first = first;
        this.atOnce = atOnce;
        this.places = atFirst;
    }

    /**
     * Has a domain looked through, unless it was since the start; one that mail comes in for later, next. One that was
     * goes to {@link #again}.
     */
    public void add(DomainQueue domain, Instant now) {
        if (domain.isSeen()) again(domain, now);
        else left.add(domain);
    }

    /** Has a domain that was looked through looked at again, if that may tell of more time. */
    public void again(DomainQueue domain, Instant now) {
        if (domain.isSeen() && domain.mayHaveTime(now.plus(SOON))) again.add(domain);
    }

    /** @param only whether mail of that size for a domain is only offered, so that nobody calls for it unasked */
    public void offers(BiPredicate<Domain, Long> only) {
        offers = only;
    }

    /** What of a domain's mail is held has changed: it is looked through, whatever was known of it. */
    public void heldAnew(DomainQueue domain) {
        if (domain.isSeen() && domain.depth() > 0) again.add(domain);
    }

    /** The routes changed: those that it still has to look through are added anew. */
    public void clear() {
        left.clear();
        again.clear();
        inOrder = false;
    }

    /** When it has something to do. */
    public Optional<Instant> wake() {
        boolean idle = look.isEmpty() && left.isEmpty() && again.isEmpty();
        return idle ? Optional.empty() : Optional.of(rests);
    }

    /** Looks at some more. @param seen told of each domain that was looked through */
    public void step(Instant now, Consumer<DomainQueue> seen) {
        if (wake().isEmpty() || rests.isAfter(now) && rests.isBefore(now.plus(FailurePolicy.storeRest()))) return;
        if (!inOrder) sort();
        try {
            while (places > 0 && next().isPresent()) {
                places -= look.get().look(places);
                look.filter(Look::isOver).ifPresent(over -> end(over, seen));
            }
            boolean second = left.isEmpty() && look.filter(l -> !l.domain.isSeen()).isEmpty();
            rests = now.plus(second ? LONG_REST : REST);
        } catch (StoreException unreadable) {
            look.ifPresent(this::putLast);
            rests = now.plus(FailurePolicy.storeRest());
        }
        places = atOnce;
        if (left.isEmpty()) left.trimToSize();
    }

    /** In the order in which they lie on disk, backwards, since they are taken from the end. */
    private void sort() {
        Predicate<Domain> isFirst = first.get();
        Comparator<DomainQueue> order = Comparator.comparing(d -> d.domain().name());
        left.sort(order.reversed());
        Map<Boolean, List<DomainQueue>> parts = left.stream()
                .collect(Collectors.partitioningBy(d -> isFirst.test(d.domain())));
        left.clear();
        left.addAll(parts.get(false));
        left.addAll(parts.get(true));
        if (parts.get(true).isEmpty()) places = atOnce;
        inOrder = true;
    }

    /** What can't be read keeps nobody else waiting. */
    private void putLast(Look broken) {
        look = Optional.empty();
        broken.domain.endLook();
        if (broken.domain.isSeen()) again.add(broken.domain);
        else left.addFirst(broken.domain);
    }

    private Optional<Look> next() {
        while (look.isEmpty() && !left.isEmpty()) {
            DomainQueue domain = left.removeLast();
            if (!domain.isSeen()) begin(domain);
        }
        if (look.isEmpty() && !again.isEmpty()) {
            DomainQueue domain = again.iterator().next();
            again.remove(domain);
            begin(domain);
        }
        return look;
    }

    private void begin(DomainQueue domain) {
        places -= BEGIN;
        domain.beginLook();
        look = Optional.of(new Look(domain));
    }

    private void end(Look over, Consumer<DomainQueue> seen) {
        look = Optional.empty();
        over.domain.seen(over.by, over.urgent);
        seen.accept(over.domain);
    }

    /** One domain's queue, and what was found in it so far. */
    private final class Look {
        private final DomainQueue domain;
        private Optional<OrderCursor> opened = Optional.empty();
        private Instant by = Instant.MAX;
        private boolean urgent;

        Look(DomainQueue domain) {
            this.domain = domain;
        }

        private OrderCursor walk() {
            if (opened.isEmpty()) opened = Optional.of(queue.walk(domain.domain()));
            return opened.get();
        }

        /** @return how many places it has passed */
        int look(int most) {
            int passed = 0;
            for (Optional<OrderEntry> at = walk().peek(); at.isPresent() && passed < most; at = walk().peek()) {
                note(at.get());
                walk().skip();
                passed++;
            }
            return passed;
        }

        private void note(OrderEntry entry) {
            if (!entry.isReasonToCall() || queue.isKept(domain.domain(), entry.id())) return;
            boolean unasked = queue.offers().waitsForRequest(entry.id());
            if (unasked && offers.test(domain.domain(), entry.size())) return;
            urgent |= entry.priority().isUrgent();
            if (entry.by().isBefore(by)) by = entry.by();
        }

        boolean isOver() {
            return walk().peek().isEmpty();
        }
    }
}
