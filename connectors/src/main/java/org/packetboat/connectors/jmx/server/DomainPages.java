package org.packetboat.connectors.jmx.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;

/**
 * Lists domains with mail a part at a time, so that neither time nor memory of an answer grows with the queue. The node
 * is asked for a hundred domains at a time, and sends mail in between. A domain whose mail goes or comes between two
 * parts may be missing or shown; none is shown twice.
 */
public final class DomainPages {
    private static final int AT_ONCE = 100;
    /** Domains looked at for one part: a second or two of work. */
    private static final int MOST_LOOKS = 10_000;
    private static final int MOST_ROWS = 5_000;

    private final MailQueue queue;
    private final Function<List<Domain>, List<DomainStatus>> describing;

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
        List<Domain> names = names(which, after, looks);
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
        return new Page(found, last ? "" : names.get(looked - 1).name());
    }

    /** The first so many names behind that one, without sorting all of them each time. */
    private List<Domain> names(DomainFilter which, String after, int most) {
        PriorityQueue<Domain> first = new PriorityQueue<>(Comparator.reverseOrder());
        for (DomainQueue d : queue.domains()) {
            Domain name = d.domain();
            boolean fits = first.size() < most || name.compareTo(first.peek()) < 0;
            if (!fits || d.depth() == 0 || name.name().compareTo(after) <= 0 || !which.mayBe(name)) continue;
            first.add(name);
            if (first.size() > most) first.poll();
        }
        List<Domain> names = new ArrayList<>(first);
        Collections.sort(names);
        return names;
    }
}
