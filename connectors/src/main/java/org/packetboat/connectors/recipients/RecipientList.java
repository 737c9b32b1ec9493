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
import java.util.stream.Stream;
import org.packetboat.connectors.recipients.RecipientLists.PushListener;
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
    private final Optional<PushedParts> pushed;
    private final PushListener answers;
    private volatile Optional<String> pushTrouble = Optional.empty();
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
        this(settings, folder, PushListener.NONE);
    }

    /** The same. @param answers hears what becomes of pushes */
    RecipientList(ListSettings settings, Path folder, PushListener answers) {
        this.settings = settings;
        this.answers = answers;
        this.pushed = settings.source() instanceof PushedParts parts ? Optional.of(parts) : Optional.empty();
        this.file = folder.resolve(settings.name() + ".list");
        this.scratch = folder.resolve(settings.name() + ".new");
        try {
            kept = Optional.of(KeptList.open(file));
        } catch (NoSuchFileException | FileNotFoundException none) {
            problem = Optional.of("was not read yet");
        } catch (IOException e) {
            problem = Optional.of("what is kept of it can't be read: " + e.getMessage());
        }
        pushed.ifPresent(parts -> parts.inForce(numberInForce()));
    }

    private long numberInForce() {
        return kept.map(list -> PushedParts.number(list.facts())).orElse(0L);
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
                return now.get().find(ListKey.hashed(key, now.get().facts().salt()))
                        .<Answer>map(row -> new Answer.Found(row.site().or(this::siteOfAll)))
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

    /** Who sends a list does not say where people live. */
    private Optional<String> siteOfAll() {
        return pushed.flatMap(_ -> settings.site());
    }

    /**
     * Takes a part of a list that is pushed here. What is in force already is answered again, and what is older.
     *
     * @throws IOException if the disk does not take it
     */
    synchronized void take(PushPart part, Instant now) throws IOException {
        long newest = numberInForce();
        long number = part.head().number();
        if (number > newest) {
            pushed.orElseThrow().keep(part, now);
            return;
        }
        boolean isIn = number == newest;
        answers.became(part.head(), isIn ? PushListener.Verdict.IN_FORCE : PushListener.Verdict.REFUSED,
                isIn ? "" : "push " + newest + ", which is newer, is in force", newest);
    }

    /**
     * Looks at the source, and reads it if it is time.
     *
     * @param isSite whether a route leads to a site of this name
     * @param nanos  elapsed time
     */
    synchronized void look(Predicate<String> isSite, long nanos, Instant now) {
        try {
            if (pushed.isPresent()) pushed.get().release(now);
            Optional<String> mark = settings.source().mark();
            if (mark.isPresent()) current = isAsKept(source(mark)) && !isBehind();
            if (current) settle();
            if (pushed.isPresent()) pushTrouble = pushed.get().trouble(now);
            if (mark.isPresent() && !isQuiet(mark.get(), nanos)) return;
            if (isDue(mark, nanos)) take(isSite, mark, false, nanos, now);
        } catch (IOException e) {
            trouble("can't be read: " + Unreadable.why(e), nanos);
        }
    }

    /** Reads it now, and believes it even if most of the recipients are gone. */
    synchronized void confirm(Predicate<String> isSite, long nanos, Instant now) {
        try {
            Optional<String> mark = settings.source().mark();
            boolean isThere = pushed.isPresent() && !damaged && isAsKept(source(mark));
            if (!isThere) take(isSite, mark, true, nanos, now);
        } catch (IOException e) {
            trouble("can't be read: " + Unreadable.why(e), nanos);
        }
    }

    /** Whether the sender of a list has another one by now. */
    private boolean isBehind() throws IOException {
        return pushed.isPresent() && pushed.get().isBehind();
    }

    /** Tells that the newest push is in force; again if a kill came before its parts were deleted. */
    private void settle() throws IOException {
        if (pushed.isEmpty()) return;
        pushed.get().headInForce()
                .ifPresent(push -> answers.became(push, PushListener.Verdict.IN_FORCE, "", push.number()));
        pushed.get().forget();
    }

    private boolean isQuiet(String mark, long nanos) {
        if (!seen.mark.equals(mark)) seen = new Seen(mark, nanos);
        return nanos - seen.since >= QUIET.toNanos();
    }

    private boolean isDue(Optional<String> mark, long nanos) throws IOException {
        if (tryAt.filter(at -> nanos - at < 0).isPresent()) return false;
        if (mark.isEmpty()) return true;
        if (!damaged && isAsKept(source(mark))) {
            if (!isBehind()) well();
            return false;
        }
        return !refusedForSize.equals(mark);
    }

    private boolean isAsKept(String source) {
        return kept.filter(k -> k.facts().source().equals(source)).isPresent();
    }

    /** What makes a list, as its file says it. */
    private String source(Optional<String> mark) {
        if (pushed.isPresent()) return mark.orElseThrow();
        return settings.source().description() + ", for " + settings.domains().stream().map(Domain::name).sorted()
                .collect(Collectors.joining(" ")) + ", site " + settings.site().orElse("none")
                + mark.map(m -> ", " + m)
                        .orElse("");
    }

    private void take(Predicate<String> isSite, Optional<String> mark, boolean confirmed, long nanos, Instant now) {
        try {
            ListChanges changes = read(isSite, mark, confirmed, now);
            damaged = false;
            current = !isBehind();
            well();
            settle();
            tryAt = Optional.of(nanos + settings.every().toNanos()).filter(_ -> mark.isEmpty());
            if (!changes.isNone())
                LOG.info("event=recipients-read list={} rows={} added={} removed={} moved={}", settings.name(),
                        kept.orElseThrow().facts().rows(), changes.added(), changes.removed(), changes.moved());
        } catch (ListRefused e) {
            trouble(e.getMessage(), nanos);
            tellRefused(e.getMessage());
        } catch (IOException e) {
            trouble("can't be read: " + Unreadable.why(e), nanos);
        } catch (RuntimeException bug) {
            LOG.error("event=recipients-failed list={}", settings.name(), bug);
            trouble("can't be read: " + bug, nanos);
        }
    }

    /** Of a push that could be used, if an operator says so. */
    private void tellRefused(String why) {
        try {
            if (pushed.isEmpty()) return;
            pushed.get().newestHead().ifPresent(
                    head -> answers.became(head, PushListener.Verdict.REFUSED, why, numberInForce()));
        } catch (IOException e) {
            LOG.warn("event=recipients-not-answered list={} reason=\"{}\"", settings.name(), e.toString());
        }
    }

    private KeptList fresh(Predicate<String> isSite, Optional<String> mark, Instant now)
            throws IOException, ListRefused {
        if (pushed.isEmpty())
            return ListReading.read(settings, isSite, scratch, new KeptList.Facts(Map.of(), List.of(), now,
                    source(mark)));
        Optional<PushPart.Head> head = pushed.get().newestHead();
        try {
            pushed.get().make(kept.filter(_ -> !damaged), scratch, now);
            return KeptList.open(scratch);
        } catch (PushedParts.NotWhole e) {
            Files.deleteIfExists(scratch);
            if (pushed.get().hold(now))
                throw new ListRefused("push " + head.map(PushPart.Head::number).orElse(0L)
                        + " has come before an older one, of which parts are on their way");
            head.ifPresent(push -> answers.became(push, PushListener.Verdict.NEEDS_WHOLE, e.getMessage(),
                    numberInForce()));
            String problem = e.getMessage() + "; at its sender: packetboat push-recipients --whole";
            pushed.get().refuse(problem); // after the answer: a kill in between repeats it
            throw new ListRefused(problem);
        }
    }

    private ListChanges read(Predicate<String> isSite, Optional<String> mark, boolean confirmed, Instant now)
            throws IOException, ListRefused {
        KeptList fresh = fresh(isSite, mark, now);
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
            return ListChanges.between(kept.filter(_ -> !damaged)
                    .filter(list -> list.facts().salt().equals(fresh.facts().salt())), fresh);
        } catch (IOException e) {
            LOG.error("event=recipients-damaged list={} remedy=\"what was read now replaces it\"", settings.name(), e);
            damaged = true;
            return ListChanges.between(Optional.empty(), fresh);
        }
    }

    private void use(KeptList fresh) throws IOException {
        Optional<KeptList> before = kept;
        kept = Optional.of(fresh);
        pushed.ifPresent(parts -> parts.inForce(numberInForce()));
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
                problem.or(() -> pushTrouble).or(() -> facts.flatMap(f -> lostSite(f, isSite)))
                        .or(() -> facts.flatMap(this::lostDomain)));
    }

    private Optional<String> lostSite(KeptList.Facts facts, Predicate<String> isSite) {
        return Stream.concat(facts.sites().stream(), siteOfAll().stream()).filter(isSite.negate()).findFirst()
                .map(site -> "has people at the site " + site + ", to which no route leads; their mail is put off");
    }

    private Optional<String> lostDomain(KeptList.Facts facts) {
        return pushed.flatMap(_ -> settings.domains().stream().filter(domain -> !facts.domains().containsKey(domain))
                .findFirst().map(domain -> "is not for " + domain + " at its sender; mail for that domain is put off"));
    }

    void close() throws IOException {
        if (kept.isPresent()) kept.get().close();
    }
}
