package org.packetboat.connectors.milter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.packetboat.protocols.milter.Disk;
import org.packetboat.protocols.milter.Milter;
import org.packetboat.protocols.milter.Rules;
import org.packetboat.protocols.milter.Filter;
import org.packetboat.protocols.milter.FilterChain;
import org.packetboat.protocols.smtp.filter.FilterSession;
import org.packetboat.protocols.smtp.filter.Filters;

/**
 * Filters that speak the milter protocol, and routes that judge mail. A session has a connection to each milter, from
 * its first mail to its end; so there are never more of them than connections of clients. Each conversation blocks a
 * virtual thread; what is read from the store, or written there, is done on two platform threads, which such work would
 * pin anyway.
 */
public final class MilterFilters implements AutoCloseable {
    private static final int DISK_THREADS = 2;
    private static final long PATIENCE_SECONDS = 5;

    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("filter-", 0).factory());
    private final ExecutorService disk = Executors.newFixedThreadPool(DISK_THREADS,
            Thread.ofPlatform().name("filter-disk-", 0).daemon().factory());
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().name("filter-alarm").daemon().factory());
    private final Function<String, Rules.Judge> routes;
    private final Map<MilterSettings, MilterCounts> counts = new LinkedHashMap<>();

    /** @param routes asks the route of a name */
    public MilterFilters(Function<String, Rules.Judge> routes) {
        this.routes = routes;
        alarms.setRemoveOnCancelPolicy(true);
    }

    /** Those of one listener, in their order. One that several listeners have is counted once. */
    public Filters of(List<MilterSettings> settings) {
        if (settings.isEmpty()) return Filters.NONE;
        List<Filter> filters = settings.stream().map(this::filter).toList();
        return new Filters() {
            @Override
            public boolean isEmpty() {
                return false;
            }

            @Override
            public FilterSession session() {
                return new MilterSession(new FilterChain(filters, onDisk()), threads);
            }
        };
    }

    private Filter filter(MilterSettings filter) {
        MilterCounts watch;
        synchronized (counts) {
            watch = counts.computeIfAbsent(filter, MilterCounts::new);
        }
        if (filter.at() instanceof MilterAddress.Route(String name))
            return new Rules(filter.name(), filter.timeout(), filter.onTrouble(), routes.apply(name), watch);
        return new Milter(filter.name(), filter.timeout(), filter.onTrouble(),
                () -> SocketLine.open(filter.at().socket().orElseThrow(), filter.timeout(), alarms), watch);
    }

    private Disk onDisk() {
        return work -> {
            try {
                CompletableFuture.runAsync(work, disk).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) throw cause;
                throw e;
            }
        };
    }

    /** How it goes with each of them. */
    public List<MilterCounts> counts() {
        synchronized (counts) {
            return new ArrayList<>(counts.values());
        }
    }

    /** Which of them can't be asked now, and what that means. */
    public List<String> problems() {
        return counts().stream().flatMap(each -> each.problem().stream()).toList();
    }

    /** Ends what goes on. Mail that a filter looks at is not accepted. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.shutdown();
        alarms.shutdownNow();
    }
}
