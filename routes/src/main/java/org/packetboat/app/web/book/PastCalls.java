package org.packetboat.app.web.book;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.function.Predicate;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * Remembers calls: the latest 10,000 in memory, all of them in a file for each day ({@link CallFiles}). It hears of a
 * call when it has ended; if a file can't be written, the log says so and calls go on. A call that was under
 * way when the process was killed is in no file.
 */
public final class PastCalls implements Watcher, AutoCloseable {
    private static final int IN_MEMORY = 10_000;
    /** The link to this machine's own mailboxes. */
    private static final String LOCAL = "local";

    private final CallFiles files;
    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final Deque<PastCall> latest = new ArrayDeque<>();
    private volatile Consumer<Consumer<List<BusyServer>>> busy = _ -> {};
    /** From when on all calls are in memory. */
    private Instant complete;

    /** @param started from now on it hears of calls */
    public PastCalls(CallFiles files, Instant started) {
        this.files = files;
        complete = started;
    }

    /** From now on calls have the name of the server that makes them. @param question who has a session */
    public void ask(Consumer<Consumer<List<BusyServer>>> question) {
        busy = question;
    }

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.SessionOpened e when e.link().equals(LOCAL) -> {
                // mail for this machine's users is no call
            }
            case StatusEvent.SessionEnded e when e.link().equals(LOCAL) -> {
                // nor is its end one
            }
            case StatusEvent.SessionOpened e -> {
                rows.put(e.site(), e.link());
                busy.accept(all -> all.stream().filter(b -> b.site().equals(e.site())).findFirst()
                        .ifPresent(b -> rows.computeIfPresent(e.site(), (_, _) -> b.server())));
            }
            case StatusEvent.SessionEnded e -> ended(e);
            case StatusEvent.WindowMissed e -> keep(PastCall.missed(e.site(), e.at(),
                    (int) Math.min(Integer.MAX_VALUE, e.envelopes()),
                    e.lastReply().map(Object::toString).orElse("its turn did not come")));
            default -> {
                // not about calls
            }
        }
    }

    private void ended(StatusEvent.SessionEnded e) {
        String row = Optional.ofNullable(rows.remove(e.site())).orElse(e.link());
        keep(new PastCall(e.at().minus(e.lasted().isNegative() ? Duration.ZERO : e.lasted()), e.at(), row, e.site(),
                e.link(), e.figures().direction(), e.envelopes(), e.bytes(),
                e.figures().wireOut() + e.figures().wireIn(), e.how(), e.charge()));
    }

    /** As it will be read again, so that the same call is known to be the same. */
    private void keep(PastCall happened) {
        PastCall call = PastCall.read(happened.line()).orElse(happened);
        synchronized (latest) {
            latest.addLast(call);
            if (latest.size() > IN_MEMORY) complete = latest.removeFirst().end();
        }
        files.append(call);
    }

    /** Which row a session under way belongs to. @param link if nothing better is known */
    public String row(String site, String link) {
        return rows.getOrDefault(site, link);
    }

    /** The first day of which calls are kept. */
    public Optional<Instant> begins() {
        return files.begins();
    }

    /** Calls that touch this time, in the order in which they ended; the last so many. */
    public List<PastCall> between(Instant from, Instant to, int most) {
        return between(from, to, most, _ -> true);
    }

    /** The same of some calls only. */
    public List<PastCall> between(Instant from, Instant to, int most, Predicate<PastCall> wanted) {
        Predicate<PastCall> fits = wanted.and(call -> touches(call, from, to));
        Set<PastCall> found = new LinkedHashSet<>();
        Instant memory;
        synchronized (latest) {
            memory = complete;
            latest.stream().filter(fits).forEach(found::add);
        }
        if (from.isBefore(memory)) {
            try (Stream<PastCall> older = files.between(from, to)) {
                older.takeWhile(_ -> found.size() < most).filter(fits).forEach(found::add);
            }
        }
        List<PastCall> sorted = found.stream().sorted(Comparator.comparing(PastCall::end)).toList();
        return sorted.subList(Math.max(0, sorted.size() - most), sorted.size());
    }

    private static boolean touches(PastCall call, Instant from, Instant to) {
        return call.begin().isBefore(to) && !call.end().isBefore(from);
    }

    @Override
    public void close() {
        files.close();
    }
}
