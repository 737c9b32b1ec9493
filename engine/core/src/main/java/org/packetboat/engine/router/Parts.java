package org.packetboat.engine.router;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Divides entries among datagrams that fit into one packet of any network. */
final class Parts {
    private static final int LARGEST = 1100;

    private Parts() {}

    /** @return at least one part, though it be empty: that a server is there is news, too */
    static List<List<Entry>> of(Collection<Entry> entries) {
        List<List<Entry>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int size = 0;
        for (Entry entry : entries) {
            if (size + entry.weight() > LARGEST && !parts.getLast().isEmpty()) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.getLast().add(entry);
            size += entry.weight();
        }
        return parts;
    }
}
