package org.packetboat.engine.site;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * When to look at each site again, each once: a heap in an array, in which each site knows its place, so that one that
 * waits costs a few bytes. Used by the node only.
 *
 * <pre>
 * heap    0 is the first; behind i stand 2i+1 and 2i+2, neither of them earlier
 * </pre>
 */
final class SiteAgenda<T extends AgendaEntry> {
    private static final int SMALLEST = 16;

    private AgendaEntry[] heap = new AgendaEntry[SMALLEST];
    private int size;

    /** Looks at it at this time, and not when it was to be looked at before. */
    void put(T site, Instant time) {
        remove(site);
        if (size == heap.length) heap = Arrays.copyOf(heap, size * 2);
        AgendaEntry entry = site;
        entry.at = Moment.of(time);
        rise(entry, size++);
    }

    void remove(T site) {
        AgendaEntry gone = site;
        int free = gone.place;
        if (free == AgendaEntry.NOWHERE) return;
        gone.place = AgendaEntry.NOWHERE;
        AgendaEntry last = heap[--size];
        heap[size] = null;
        if (last == gone) return;
        rise(last, free);
        sink(last, last.place);
    }

    private void rise(AgendaEntry entry, int from) {
        int place = from;
        while (place > 0 && heap[(place - 1) / 2].at > entry.at) {
            set(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        set(entry, place);
    }

    private void sink(AgendaEntry entry, int from) {
        int place = from;
        for (int child = first(place); child < size && heap[child].at < entry.at; child = first(place)) {
            set(heap[child], place);
            place = child;
        }
        set(entry, place);
    }

    /** Of the two behind a place the earlier one. */
    private int first(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && heap[left + 1].at < heap[left].at ? left + 1 : left;
    }

    private void set(AgendaEntry entry, int place) {
        heap[place] = entry;
        entry.place = place;
    }

    /** What it is time for, in order of time. It stays until it is removed or put elsewhere. */
    List<T> due(Instant now) {
        long until = Moment.of(now);
        List<AgendaEntry> due = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int place = open.remove();
            if (place >= size || heap[place].at > until) continue;
            due.add(heap[place]);
            open.add(2 * place + 1);
            open.add(2 * place + 2);
        }
        due.sort(Comparator.comparingLong(entry -> entry.at));
        List<T> things = new ArrayList<>(due.size());
        due.forEach(entry -> things.add(own(entry)));
        return things;
    }

    @SuppressWarnings("unchecked") // only put() adds some
    private T own(AgendaEntry entry) {
        return (T) entry;
    }

    /** The time of the first. */
    Optional<Instant> first() {
        return size == 0 ? Optional.empty() : Optional.of(Moment.at(heap[0].at));
    }

    void clear() {
        for (int i = 0; i < size; i++)
            heap[i].place = AgendaEntry.NOWHERE;
        Arrays.fill(heap, null);
        size = 0;
    }
}
