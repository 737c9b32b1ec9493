package org.packetboat.connectors.jmx.server;

import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;

/**
 * Lists domains with mail a part at a time, so that neither time nor memory of an answer grows with the queue. The node
 * is asked for a hundred domains at a time, and sends mail in between. A domain whose mail goes or comes between two
 * parts may be missing or shown; none is shown twice. Who goes on behind the first part has all names sorted once; they
 * are kept for the parts to come, unless memory is short. May be used from any thread.
 */
public final class DomainPages {
    private static final int AT_ONCE = 100;
    /** Domains looked at for one part: a second or two of work. */
    private static final int MOST_LOOKS = 10_000;
    private static final int MOST_ROWS = 5_000;

    private final MailQueue queue;
    private final Function<List<Domain>, List<DomainStatus>> describing;
    private SoftReference<Rest> rest = new SoftReference<>(null);

    /** The names behind the last part of a listing, of which the first {@code from} were told. */
    private record Rest(Map<String, String> filter, String after, List<Domain> names, int from) {}

    /**
     * A part of them.
     *
     * @param found those that are meant; may be none although more follow
     * @param next  the name behind which the next part begins; empty if this was the last one
     */
    public record Page(List<DomainStatus> found, String next) {
        public Page {
            found = List.copyOf(found);
        }
    }

    /** @param describing has the node describe some domains, and waits for its answer */
    public DomainPages(MailQueue queue, Function<List<Domain>, List<DomainStatus>> describing) {
        this.queue = queue;
        this.describing = describing;
    }

    /**
     * A part of them, in the order of their names.
     *
     * @param filter which are meant; see {@link DomainFilter}
     * @param after  {@link Page#next} of the part before; empty for the first one
     * @param most   how many at most; never more than 5,000
     * @param now    for ages
     * @throws IllegalArgumentException if the filter is no good, or not even one is asked for
     */
    public Page page(Map<String, String> filter, String after, int most, Instant now) {
        DomainFilter which = DomainFilter.of(filter);
        int rows = Math.min(Bounds.rows(most), MOST_ROWS);
        int looks = which.isByName() ? rows : MOST_LOOKS;
        Rest sorted = after.isEmpty()
                ? new Rest(filter, after, first(which, looks), 0)
                : known(filter, after).orElseGet(() -> new Rest(filter, after, all(which, after), 0));
        List<Domain> names = sorted.names().subList(sorted.from(),
                Math.min(sorted.names().size(), sorted.from() + looks));
        List<DomainStatus> found = new ArrayList<>();
        int looked = 0;
        while (looked < names.size() && found.size() < rows) {
            List<Domain> some = names.subList(looked, Math.min(names.size(), looked + AT_ONCE));
            for (DomainStatus status : describing.apply(some)) {
                if (found.size() == rows) break;
                looked++;
                if (status.depth() > 0 && which.matches(status, now)) found.add(status);
            }
        }
        boolean last = looked == names.size() && looked < looks;
        if (last) return new Page(found, "");
        String next = names.get(looked - 1).name();
        if (!after.isEmpty()) remember(new Rest(filter, next, sorted.names(), sorted.from() + looked));
        return new Page(found, next);
    }

    private synchronized Optional<Rest> known(Map<String, String> filter, String after) {
        Optional<Rest> known = Optional.ofNullable(rest.get())
                .filter(left -> left.after().equals(after) && left.filter().equals(filter));
        if (known.isPresent()) rest.clear();
        return known;
    }

    private synchronized void remember(Rest left) {
        rest = new SoftReference<>(left);
    }

    private List<Domain> all(DomainFilter which, String after) {
        return queue.domains().stream().filter(d -> d.depth() > 0).map(DomainQueue::domain)
                .filter(name -> name.name().compareTo(after) > 0 && which.mayBe(name)).sorted().toList();
    }

    /** The first so many names, without sorting all of them. */
    private List<Domain> first(DomainFilter which, int most) {
        PriorityQueue<Domain> first = new PriorityQueue<>(Comparator.reverseOrder());
        for (DomainQueue d : queue.domains()) {
            Domain name = d.domain();
            boolean fits = first.size() < most || name.compareTo(first.peek()) < 0;
            if (!fits || d.depth() == 0 || !which.mayBe(name)) continue;
            first.add(name);
            if (first.size() > most) first.poll();
        }
        List<Domain> names = new ArrayList<>(first);
        Collections.sort(names);
        return names;
    }
}
