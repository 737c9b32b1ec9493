package org.packetboat.engine.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Things by the domain that each of them knows, in one array: a place or two for each, where a hash map of the JDK
 * takes an object of 32 bytes besides. There may be half a million of them. For one thread at a time.
 *
 * <pre>
 * slots   . . b . a c . .    a thing stands at the hash of its domain, or behind those that stand there
 * </pre>
 */
public final class DomainTable<T> {
    private static final int SMALLEST = 16;

    private final Function<T, Domain> domain;
    private Object[] slots = new Object[SMALLEST];
    private int size;

    /** @param domain what a thing is found by; it never changes */
    public DomainTable(Function<T, Domain> domain) {
        this.domain = domain;
    }

    public Optional<T> get(Domain name) {
        return Optional.ofNullable(at(find(name)));
    }

    public int size() {
        return size;
    }

    /** Adds a thing, in the place of an earlier one of its domain. */
    public void put(T thing) {
        int slot = find(domain.apply(thing));
        if (slots[slot] == null) size++;
        slots[slot] = thing;
        if (size * 4L > slots.length * 3L) resize(slots.length * 2);
    }

    /** Takes out all of these. */
    public void removeIf(Predicate<T> unwanted) {
        List<T> all = values();
        all.removeIf(unwanted);
        if (all.size() == size) return;
        int room = SMALLEST;
        while (all.size() * 2L > room)
            room *= 2;
        slots = new Object[room];
        size = 0;
        all.forEach(this::put);
    }

    /** Takes out the thing of a domain. @return what it was */
    public Optional<T> remove(Domain name) {
        int slot = find(name);
        Optional<T> found = Optional.ofNullable(at(slot));
        if (found.isEmpty()) return found;
        slots[slot] = null;
        size--;
        // Those behind it may have been displaced by it: they move up.
        for (int next = next(slot); slots[next] != null; next = next(next)) {
            T moved = at(next);
            slots[next] = null;
            slots[find(domain.apply(moved))] = moved;
        }
        return found;
    }

    /** All of them, as they are now. */
    public List<T> values() {
        List<T> all = new ArrayList<>(size);
        for (int slot = 0; slot < slots.length; slot++)
            if (slots[slot] != null) all.add(at(slot));
        return all;
    }

    private void resize(int length) {
        List<T> all = values();
        slots = new Object[length];
        all.forEach(thing -> slots[find(domain.apply(thing))] = thing);
    }

    /** The slot of a domain, or the free one where it would stand. There always is one. */
    private int find(Domain name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        while (slots[slot] != null && !domain.apply(at(slot)).equals(name))
            slot = next(slot);
        return slot;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    @SuppressWarnings("unchecked") // only put() fills them
    private T at(int slot) {
        return (T) slots[slot];
    }
}
