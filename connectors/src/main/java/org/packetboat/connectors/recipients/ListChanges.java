package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a list differs from the one before.
 *
 * @param added   who is new
 * @param removed who is gone
 * @param moved   who lives at another site now
 * @param some    the first of them, each as {@code + bob@example.com at north}
 */
public record ListChanges(long added, long removed, long moved, List<String> some) {
    static final ListChanges NONE = new ListChanges(0, 0, 0, List.of());
    private static final int MOST_SHOWN = 100;

    public ListChanges {
        some = List.copyOf(some);
    }

    /** Whether nothing differs. */
    public boolean isNone() {
        return added + removed + moved == 0;
    }

    @Override
    public String toString() {
        return added + " added, " + removed + " removed, " + moved + " moved to another site";
    }

    /** @param before empty: there was none @throws IOException if one of them can't be read */
    static ListChanges between(Optional<KeptList> before, KeptList after) throws IOException {
        Count count = new Count(!after.facts().salt().isEmpty());
        KeptList.Rows news = after.walk();
        Optional<KeptList.Rows> olds = before.map(KeptList::walk);
        Optional<KeptList.Row> old = olds.isPresent() ? olds.get().next() : Optional.empty();
        Optional<KeptList.Row> now = news.next();
        while (old.isPresent() || now.isPresent()) {
            int order = order(old, now);
            if (order < 0) count.removed(old.orElseThrow());
            else if (order > 0) count.added(now.orElseThrow());
            else count.both(old.orElseThrow(), now.orElseThrow());
            if (order <= 0) old = olds.orElseThrow().next();
            if (order >= 0) now = news.next();
        }
        return new ListChanges(count.added, count.removed, count.moved, count.some);
    }

    private static int order(Optional<KeptList.Row> old, Optional<KeptList.Row> now) {
        if (old.isEmpty()) return 1;
        return now.isEmpty() ? -1 : Arrays.compareUnsigned(old.get().key(), now.get().key());
    }

    private static final class Count {
        private final boolean isHashed;
        private long added;
        private long removed;
        private long moved;
        private final List<String> some = new ArrayList<>();

        Count(boolean isHashed) {
            this.isHashed = isHashed;
        }

        void added(KeptList.Row row) {
            added++;
            show("+ " + text(row));
        }

        void removed(KeptList.Row row) {
            removed++;
            show("- " + text(row));
        }

        void both(KeptList.Row old, KeptList.Row now) {
            if (old.site().equals(now.site())) return;
            moved++;
            show("> " + text(now) + ", before " + old.site().map(site -> "at " + site).orElse("at no site"));
        }

        private void show(String line) {
            if (some.size() < MOST_SHOWN) some.add(line);
        }

        private String text(KeptList.Row row) {
            return ListKey.text(row.key(), isHashed) + row.site().map(site -> " at " + site).orElse("");
        }
    }
}
