package org.packetboat.connectors.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.packetboat.engine.status.NumberedEvent;

/**
 * Usage, a file for each day. Days are those of the events, by the clock that the machine had then; what happened
 * while it could not be right is booked under {@link #UNKNOWN}. For any thread.
 */
public final class UsageBook {
    /** The day of what happened while the clock could not be right. */
    public static final String UNKNOWN = "unknown";

    private static final String SUFFIX = ".usage";
    private static final int OPEN = 4;

    private final Path folder;
    private final ZoneId zone;
    private final int keep;
    private final Predicate<Instant> plausible;
    /** The last that were used. */
    private final Map<String, UsageDay> open = new LinkedHashMap<>(OPEN, 1, true);
    private Consumer<String> removed = _ -> {};

    /**
     * @param zone      of its days
     * @param keep      how many days are kept
     * @param plausible whether the clock may have shown this
     */
    public UsageBook(Path folder, ZoneId zone, int keep, Predicate<Instant> plausible) throws IOException {
        this.folder = folder;
        this.zone = zone;
        this.keep = keep;
        this.plausible = plausible;
        Files.createDirectories(folder);
    }

    /**
     * Counts events in their order, and has them on disk.
     *
     * @throws IOException if the disk does not take them; the same events are to be given again, and count once
     */
    public synchronized void add(List<NumberedEvent> events) throws IOException {
        if (events.isEmpty()) return;
        Map<String, UsageDay> touched = new HashMap<>();
        try {
            for (NumberedEvent event : events) {
                Optional<UsageEntry> entry = UsageEntry.of(event.event());
                if (entry.isEmpty()) continue;
                String day = day(event.event().at());
                UsageDay book = touched.get(day);
                if (book == null) {
                    book = day(day);
                    touched.put(day, book);
                }
                book.add(entry.get(), event.number());
            }
            for (UsageDay day : touched.values())
                day.flush(events.getLast().number());
        } catch (IOException | RuntimeException e) {
            touched.keySet().forEach(open::remove); // what is not on disk is counted again
            throw e;
        }
        if (open.size() > OPEN) open.keySet().stream().limit(open.size() - OPEN).toList().forEach(open::remove);
    }

    private String day(Instant at) {
        return plausible.test(at) ? LocalDate.ofInstant(at, zone).toString() : UNKNOWN;
    }

    private UsageDay day(String day) throws IOException {
        UsageDay found = open.get(day);
        if (found != null) return found;
        boolean first = !Files.exists(file(day));
        UsageDay opened = new UsageDay(file(day));
        open.put(day, opened);
        if (first) clean(day);
        return opened;
    }

    private Path file(String day) {
        return folder.resolve(day + SUFFIX);
    }

    /** Drops the oldest days, by their number: a clock that once showed a day to come takes none of them away. */
    private void clean(String begun) throws IOException {
        if (date(begun).isEmpty()) return;
        List<String> others = days().stream().filter(day -> date(day).isPresent() && !day.equals(begun)).toList();
        for (String day : others.subList(0, Math.max(0, others.size() - (keep - 1)))) {
            open.remove(day);
            Files.deleteIfExists(file(day));
            removed.accept(day);
        }
    }

    private static Optional<LocalDate> date(String day) {
        try {
            return Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    /** Who hears of each day that is not kept any longer. */
    public synchronized void onRemoved(Consumer<String> hearer) {
        removed = hearer;
    }

    /** Another one whenever something of a day was counted. */
    public String stamp(String day) throws IOException {
        BasicFileAttributes file = Files.readAttributes(file(day), BasicFileAttributes.class);
        return file.size() + " " + file.lastModifiedTime();
    }

    /** Days of which there is something, in order; {@link #UNKNOWN} is the last. */
    public List<String> days() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length())).sorted().toList();
        }
    }

    /**
     * A day as it is on disk.
     *
     * @param counted up to which event; -1 if there is none
     */
    public record Kept(long counted, Map<UsageKey, UsageTotals> rows) {}

    /** A day as it is on disk; see {@link #rows}. */
    public Kept kept(String day) throws IOException {
        UsageDay read = new UsageDay(file(day));
        return new Kept(read.counted(), read.rows());
    }

    /**
     * The rows of a day; none if there is no such day. Events are counted meanwhile: what is written is read up to its
     * last whole mark, and a file that is written anew has another beside it until it is there.
     */
    public Map<UsageKey, UsageTotals> rows(String day) throws IOException {
        synchronized (this) {
            UsageDay counting = open.get(day);
            if (counting != null) return new HashMap<>(counting.rows());
        }
        return new UsageDay(file(day)).rows();
    }
}
