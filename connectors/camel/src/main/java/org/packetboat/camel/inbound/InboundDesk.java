package org.packetboat.camel.inbound;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Address;

/**
 * Knows who takes which local mail. It is closed while routes are being loaded or changed: until it opens nobody can
 * say who is to get what, and local mail waits. For any thread.
 */
public final class InboundDesk {
    private enum State {
        CLOSED, OPEN, SHUT
    }

    private record Entry(InboundPattern pattern, LocalRecipient recipient) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Consumer<Boolean>> waiting = new ArrayList<>();
    private State state = State.CLOSED;

    /** @throws IllegalStateException if another one takes the mail of one of these patterns */
    public synchronized void add(List<InboundPattern> patterns, LocalRecipient recipient) {
        for (InboundPattern pattern : patterns)
            if (entries.stream().anyMatch(e -> e.pattern().equals(pattern)))
                throw new IllegalStateException("another route takes the mail of " + pattern.text() + " already");
        patterns.forEach(pattern -> entries.add(new Entry(pattern, recipient)));
        entries.sort(Comparator.comparing(Entry::pattern, InboundPattern.CLOSEST));
    }

    public synchronized void remove(LocalRecipient recipient) {
        entries.removeIf(e -> e.recipient() == recipient);
    }

    /** Who takes mail for this address; empty if no route does. */
    public synchronized Optional<LocalRecipient> find(Address address) {
        return entries.stream().filter(e -> e.pattern().covers(address)).map(Entry::recipient).findFirst();
    }

    /** Whether it is known that no route takes mail for this address. */
    public synchronized boolean isLeftToOthers(Address address) {
        return state == State.OPEN && find(address).isEmpty();
    }

    /** Does this as soon as it is known who gets what, or that nobody is served any more. @param work gets which */
    public void whenKnown(Consumer<Boolean> work) {
        synchronized (this) {
            if (state == State.CLOSED) {
                waiting.add(work);
                return;
            }
        }
        work.accept(isOpen());
    }

    private synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    /** Routes are being changed: whoever asks has to wait. */
    public synchronized void close() {
        if (state == State.OPEN) state = State.CLOSED;
    }

    /** Routes are what they are to be. */
    public void open() {
        become(State.OPEN);
    }

    /** The server stops: nobody is served from now on. */
    public void shut() {
        become(State.SHUT);
    }

    private void become(State next) {
        List<Consumer<Boolean>> ready;
        synchronized (this) {
            if (state == State.SHUT) return;
            state = next;
            ready = List.copyOf(waiting);
            waiting.clear();
        }
        ready.forEach(work -> work.accept(next == State.OPEN));
    }
}
