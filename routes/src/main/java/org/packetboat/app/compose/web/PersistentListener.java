package org.packetboat.app.compose.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that listens and without which mail goes on. If it can't be opened (its port is taken, a certificate can't
 * be used), that is logged once and a problem in {@code status}, and it is tried again every ten seconds until it
 * works. {@link #close} ends the trying, too.
 */
final class PersistentListener<T extends AutoCloseable> implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(PersistentListener.class);

    private final String name;
    private final Duration again;
    private final Opening<T> opening;
    private final Function<Exception, String> problemOf;
    private Optional<T> open = Optional.empty();
    private Optional<Thread> trying = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private boolean closed;

    /** Opens it. */
    interface Opening<T> {
        /** @throws IOException if that can't be now; an IllegalArgumentException means the same */
        T open() throws IOException;
    }

    /**
     * @param name      for events: {@code NAME-listening}, {@code NAME-not-listening}
     * @param problemOf what people are told of a failure: where it is configured, why, and what does not work
     */
    PersistentListener(String name, Opening<T> opening, Function<Exception, String> problemOf) {
        this(name, opening, problemOf, AGAIN);
    }

    /** @param again how long it rests between two attempts */
    PersistentListener(String name, Opening<T> opening, Function<Exception, String> problemOf, Duration again) {
        this.again = again;
        this.name = name;
        this.opening = opening;
        this.problemOf = problemOf;
    }

    /** Opens it now, or as soon as that can be. */
    synchronized void start() {
        if (!opens()) trying = Optional.of(Thread.ofVirtual().name(name + "-open").start(this::openInTheEnd));
    }

    private void openInTheEnd() {
        try {
            do
                Thread.sleep(again);
            while (!opens());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean opens() {
        if (closed) return true;
        try {
            open = Optional.of(opening.open());
            problem = Optional.empty();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            told(problemOf.apply(e));
            return false;
        }
    }

    private void told(String what) {
        if (!problem.equals(Optional.of(what))) LOG.error("event={}-not-listening reason=\"{}\"", name, what);
        problem = Optional.of(what);
    }

    /** What is open now. */
    synchronized Optional<T> opened() {
        return open;
    }

    /** Why it is not open. */
    List<String> problems() {
        return problem.stream().toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        trying.ifPresent(Thread::interrupt);
        try {
            if (open.isPresent()) open.get().close();
        } catch (Exception e) {
            LOG.debug("{} can't be closed", name, e);
        }
    }
}
