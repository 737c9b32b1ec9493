package org.packetboat.connectors.recipients;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list of recipients: what is kept of it, and its source, which is read when it has changed. Whatever is wrong with
 * the source, what is kept stays in force; it is read again after a minute. A source of which two looks, a second
 * apart, do not say the same is being written, and is not read. While the source is not known to be as it was read, who
 * is on the list is known, and of others nothing is said.
 *
 * <p>Look-ups are from any thread; looks at the source from one at a time.
 */
final class RecipientList {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientList.class);
    /** How long after trouble it is tried again; a source that is read more often than that, as often as it is read. */
    static final Duration AGAIN = Duration.ofMinutes(1);
    /** How long nobody may have written to a file that is read. */
    static final Duration QUIET = Duration.ofSeconds(1);

    private final ListSettings settings;
    private final Path file;
    private final Path scratch;
    private volatile Optional<KeptList> kept = Optional.empty();
    private volatile boolean damaged;
    /** Whether what is kept is what the source has, as far as the last look could tell. */
    private volatile boolean current;
    private volatile Optional<String> problem = Optional.empty();
    private Seen seen = new Seen("", 0);
    private Optional<Long> tryAt = Optional.empty();
    private Optional<String> refusedForSize = Optional.empty();

    /** What a source said of itself in the last looks. @param since the first look that saw it, in nanoseconds */
    private record Seen(String mark, long since) {}

    /** @param folder where lists are kept */
    RecipientList(ListSettings settings, Path folder) {
        this.settings = settings;
        this.file = folder.resolve(settings.name() + ".list");
        this.scratch = folder.resolve(settings.name() + ".new");
        try {
            kept = Optional.of(KeptList.open(file));
        } catch (NoSuchFileException | FileNotFoundException none) {
            problem = Optional.of("was not read yet");
        } catch (IOException e) {
            problem = Optional.of("what is kept of it can't be read: " + e.getMessage());
        }
    }

    ListSettings settings() {
        return settings;
    }

    /** What a look-up came to. */
    sealed interface Answer {
        record Found(Optional<String> site) implements Answer {}

        /** @param sure whether the source is known to be as it was read; if not, somebody new may stand there */
        record Nobody(boolean sure) implements Answer {}

        /** Nothing is kept of the domain, or it can't be read. */
        record NotKnown() implements Answer {}
    }

    /** Looks an address's key up. */
    Answer find(Domain domain, byte[] key) {
        while (true) {
            Optional<KeptList> now = kept;
            if (now.isEmpty() || !now.get().facts().domains().containsKey(domain)) return new Answer.NotKnown();
            try {
                return now.get().find(key).<Answer>map(row -> new Answer.Found(row.site()))
                        .orElseGet(() -> new Answer.Nobody(current));
            } catch (KeptList.ReplacedException e) {
                if (kept.equals(now)) return new Answer.NotKnown(); // the server ends
            } catch (IOException | RuntimeException e) {
                if (!damaged) LOG.error("event=recipients-damaged list={}", settings.name(), e);
                damaged = true;
                problem = Optional.of("what is kept of it can't be read: " + e.getMessage());
                return new Answer.NotKnown();
            }
        }
    }

    /**
     * Looks at the source, and reads it if it is time.
     *
     * @param isSite whether a route leads to a site of this name
     * @param nanos  elapsed time
     */
    synchronized void look(Predicate<String> isSite, long nanos, Instant now) {
        try {
            Optional<String> mark = settings.source().mark();
            if (mark.isPresent()) current = isAsKept(source(mark));
            if (mark.isPresent() && !isQuiet(mark.get(), nanos)) return;
            if (isDue(mark, nanos)) take(isSite, mark, false, nanos, now);
        } catch (IOException e) {
            trouble("can't be read: " + Unreadable.why(e), nanos);
        }
    }

    /** Reads it now, and believes it even if most of the recipients are gone. */
    synchronized void confirm(Predicate<String> isSite, long nanos, Instant now) {
        try {
            take(isSite, settings.source().mark(), true, nanos, now);
        } catch (IOException e) {
            trouble("can't be read: " + Unreadable.why(e), nanos);
        }
    }

    private boolean isQuiet(String mark, long nanos) {
        if (!seen.mark.equals(mark)) seen = new Seen(mark, nanos);
        return nanos - seen.since >= QUIET.toNanos();
    }

    private boolean isDue(Optional<String> mark, long nanos) {
        if (tryAt.filter(at -> nanos - at < 0).isPresent()) return false;
        if (mark.isEmpty()) return true;
        if (!damaged && isAsKept(source(mark))) {
            well();
            return false;
        }
        return !refusedForSize.equals(mark);
    }

    private boolean isAsKept(String source) {
        return kept.filter(k -> k.facts().source().equals(source)).isPresent();
    }

    /** What makes a list, as its file says it. */
    private String source(Optional<String> mark) {
        return settings.source().description() + ", for " + settings.domains().stream().map(Domain::name).sorted()
                .collect(Collectors.joining(" ")) + ", site " + settings.site().orElse("none")
                + mark.map(m -> ", " + m)
                        .orElse("");
    }

    private void take(Predicate<String> isSite, Optional<String> mark, boolean confirmed, long nanos, Instant now) {
        try {
            ListChanges changes = read(isSite, mark, confirmed, now);
            damaged = false;
            current = true;
            well();
            tryAt = Optional.of(nanos + settings.every().toNanos()).filter(_ -> mark.isEmpty());
            if (!changes.isNone())
                LOG.info("event=recipients-read list={} rows={} added={} removed={} moved={}", settings.name(),
                        kept.orElseThrow().facts().rows(), changes.added(), changes.removed(), changes.moved());
        } catch (ListRefused e) {
            trouble(e.getMessage(), nanos);
        } catch (IOException e) {
            trouble("can't be read: " + Unreadable.why(e), nanos);
        } catch (RuntimeException bug) {
            LOG.error("event=recipients-failed list={}", settings.name(), bug);
            trouble("can't be read: " + bug, nanos);
        }
    }

    private ListChanges read(Predicate<String> isSite, Optional<String> mark, boolean confirmed, Instant now)
            throws IOException, ListRefused {
        KeptList fresh = ListReading.read(settings, isSite, scratch, new KeptList.Facts(Map.of(), List.of(),
                now, source(mark)));
        try {
            if (!settings.source().mark().equals(mark))
                throw new ListRefused("changed while it was read; it is read again");
            if (!confirmed) mustNotShrink(fresh, mark);
            ListChanges changes = changes(fresh);
            Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel names = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                names.force(true);
            }
            use(fresh);
            return changes;
        } catch (IOException | ListRefused | RuntimeException e) {
            fresh.close();
            Files.deleteIfExists(scratch);
            throw e;
        }
    }

    /** Compared with nothing if what is kept is damaged. */
    private ListChanges changes(KeptList fresh) throws IOException {
        try {
            return ListChanges.between(kept.filter(_ -> !damaged), fresh);
        } catch (IOException e) {
            LOG.error("event=recipients-damaged list={} remedy=\"what was read now replaces it\"", settings.name(), e);
            damaged = true;
            return ListChanges.between(Optional.empty(), fresh);
        }
    }

    private void use(KeptList fresh) throws IOException {
        Optional<KeptList> before = kept;
        kept = Optional.of(fresh);
        refusedForSize = Optional.empty();
        if (before.isPresent()) before.get().close();
    }

    /**
     * A directory that lost its people, or a file that lost its end, is more likely than that they all have left. A
     * domain that had nobody before may stay so.
     */
    private void mustNotShrink(KeptList fresh, Optional<String> mark) throws ListRefused {
        Map<Domain, Long> before = kept.map(k -> k.facts().domains()).orElse(Map.of());
        for (Map.Entry<Domain, Long> now : fresh.facts().domains().entrySet()) {
            long were = before.getOrDefault(now.getKey(), 0L);
            boolean believable = now.getValue() > 0 || before.containsKey(now.getKey());
            if (believable && 2 * now.getValue() >= were) continue;
            refusedForSize = mark;
            throw new ListRefused("has " + now.getValue() + " recipients at " + now.getKey() + ", before " + were
                    + "; if that is right: packetboat recipients confirm " + settings.name());
        }
    }

    private void well() {
        problem.filter(_ -> kept.isPresent())
                .ifPresent(_ -> LOG.info("event=recipients-well list={}", settings.name()));
        problem = Optional.empty();
    }

    /** One line for each trouble, however long it lasts. */
    private void trouble(String what, long nanos) {
        tryAt = Optional.of(nanos + again().toNanos());
        current = false;
        if (problem.filter(what::equals).isPresent()) return;
        problem = Optional.of(what);
        LOG.warn(
                "event=recipients-refused list={} source=\"{}\" problem=\"{}\"; what is kept stays in force, and it is "
                        + "read again every {} s",
                settings.name(), settings.source().description(), what, again().toSeconds());
    }

    private Duration again() {
        Duration every = settings.every();
        return every.isPositive() && every.compareTo(AGAIN) < 0 ? every : AGAIN;
    }

    /** How it stands. @param isSite whether a route leads to a site of this name */
    ListStatus status(Predicate<String> isSite) {
        Optional<KeptList.Facts> facts = kept.map(KeptList::facts);
        return new ListStatus(settings.name(), settings.source().description(),
                settings.domains().stream().map(Domain::name).sorted().toList(),
                facts.map(KeptList.Facts::rows).orElse(0L), facts.map(KeptList.Facts::read),
                problem.or(() -> facts.flatMap(f -> lostSite(f, isSite))));
    }

    private static Optional<String> lostSite(KeptList.Facts facts, Predicate<String> isSite) {
        return facts.sites().stream().filter(isSite.negate()).findFirst().map(site -> "has people at the site "
                + site + ", to which no route leads; their mail is put off");
    }

    void close() throws IOException {
        if (kept.isPresent()) kept.get().close();
    }
}
