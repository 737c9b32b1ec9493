package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lists of recipients. What was kept of them is in force from the start; their sources are looked at every two
 * seconds once that is started.
 */
public final class RecipientLists implements Directory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientLists.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_THREADS = 4;

    /** Hears what became of lists that were pushed here, maybe twice. Called by one thread at a time for each list. */
    public interface PushListener {
        /** Hears nothing. */
        PushListener NONE = (_, _, _, _) -> {
        };

        /** What became of one. */
        enum Verdict {
            /** The list is in force here. */
            IN_FORCE,
            /** It is not used as it is; the one before stays in force. */
            REFUSED,
            /** It can't be used, and nothing that changes it either: a whole one is needed. */
            NEEDS_WHOLE
        }

        /**
         * Something became of a push.
         *
         * @param head   what it said of itself
         * @param why    empty text if it is in force
         * @param newest the number of the push that is in force; 0: none
         */
        void became(PushPart.Head head, Verdict verdict, String why, long newest);
    }

    private final Path folder;
    private final List<RecipientList> lists;
    private final Map<Domain, RecipientList> byDomain = new HashMap<>();
    private final Optional<Character> separator;
    private final InstantSource clock;
    private volatile Predicate<String> isSite = _ -> true;
    private final ScheduledExecutorService looking;
    private volatile PushListener answers = PushListener.NONE;
    private volatile Set<Address> own = Set.of();

    /**
     * Opens what is kept.
     *
     * @param folder    where lists are kept; made if it is not there
     * @param separator between a name and the detail of a sub-address; empty: there are none
     * @throws UncheckedIOException if the folder can't be made, or its scratch files can't be deleted
     */
    public RecipientLists(List<ListSettings> settings, Path folder, Optional<Character> separator,
            InstantSource clock) {
        this.folder = folder;
        this.separator = separator;
        this.clock = clock;
        try {
            if (!settings.isEmpty()) deleteScratch(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("can't make or tidy " + folder, e);
        }
        lists = settings.stream().map(each -> new RecipientList(each, folder,
                (head, verdict, why, newest) -> answers.became(head, verdict, why, newest))).toList();
        lists.forEach(list -> list.settings().domains().forEach(domain -> byDomain.put(domain, list)));
        looking = Executors.newScheduledThreadPool(Math.min(MOST_THREADS, lists.size()),
                Thread.ofPlatform().daemon().name("recipients-", 0).factory());
    }

    /** What a server left that was killed while it read a list. */
    private static void deleteScratch(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.new{,.*[0-9]}")) {
            for (Path scratch : left)
                Files.delete(scratch);
        }
    }

    /** Where lists are kept. */
    public Path folder() {
        return folder;
    }

    /** From now on this hears what becomes of pushes. To be said before {@link #start}. */
    public void answering(PushListener listener) {
        answers = listener;
    }

    /**
     * Mailboxes of this server itself, in small letters: they are known, whatever lists say. Those of the same name at
     * domains of a list that is pushed here are the pusher's, and known while it is not known who is on that list.
     */
    public void alwaysKnown(Set<Address> mailboxes) {
        own = Set.copyOf(mailboxes);
    }

    /** The public key of who may push a list here; empty if nobody may, or there is none. */
    public Optional<String> pusher(String name) {
        return named(name).map(list -> list.settings().source())
                .flatMap(source -> source instanceof PushedParts parts ? Optional.of(parts.by()) : Optional.empty());
    }

    /**
     * Takes a part of a list that {@link #pusher} has sent.
     *
     * @throws IOException if the disk does not take it
     */
    public void take(PushPart part) throws IOException {
        named(part.head().list()).orElseThrow().take(part, clock.instant());
    }

    private Optional<RecipientList> named(String name) {
        return lists.stream().filter(list -> list.settings().name().equals(name)).findFirst();
    }

    /** Looks at the sources from now on. @param routed whether a route leads to a site of this name */
    public RecipientLists start(Predicate<String> routed) {
        isSite = routed;
        for (RecipientList list : lists)
            looking.scheduleWithFixedDelay(() -> look(list), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void look(RecipientList list) {
        try {
            list.look(isSite, System.nanoTime(), clock.instant());
        } catch (RuntimeException bug) {
            LOG.error("event=recipients-failed list={}", list.settings().name(), bug);
        }
    }

    @Override
    public boolean covers(Domain domain) {
        return byDomain.containsKey(domain);
    }

    @Override
    public Optional<String> usualSite(Domain domain) {
        return Optional.ofNullable(byDomain.get(domain)).flatMap(list -> list.settings().site());
    }

    @Override
    public Finding find(Address recipient) {
        RecipientList list = byDomain.get(recipient.domain());
        if (list == null) return new Finding.NoList();
        if (isOwn(recipient)) return new Finding.Known(Optional.empty(), recipient);
        RecipientList.Answer whole = find(list, recipient);
        Finding found = whole instanceof RecipientList.Answer.Nobody
                ? withoutDetail(recipient).map(mailbox -> finding(find(list, mailbox), mailbox))
                        .orElseGet(() -> finding(whole, recipient))
                : finding(whole, recipient);
        return found instanceof Finding.NotKnownYet && takesAnswers(recipient, list)
                ? new Finding.Known(list.settings().site(), recipient)
                : found;
    }

    /** Whether it is the mailbox of who pushes the list: who lost a list can't look it up there, and has to say so. */
    private boolean takesAnswers(Address recipient, RecipientList list) {
        return list.settings().source() instanceof PushedParts
                && own.stream().anyMatch(mailbox -> mailbox.localPart().equalsIgnoreCase(recipient.localPart()));
    }

    private boolean isOwn(Address recipient) {
        return own.stream().anyMatch(mailbox -> mailbox.domain().equals(recipient.domain())
                && mailbox.localPart().equalsIgnoreCase(recipient.localPart()));
    }

    private static RecipientList.Answer find(RecipientList list, Address mailbox) {
        return list.find(mailbox.domain(), ListKey.of(mailbox));
    }

    private static Finding finding(RecipientList.Answer answer, Address mailbox) {
        return switch (answer) {
            case RecipientList.Answer.Found(Optional<String> site) -> new Finding.Known(site, mailbox);
            case RecipientList.Answer.Nobody(boolean sure) -> sure ? new Finding.Unknown() : new Finding.NotKnownYet();
            case RecipientList.Answer.NotKnown() -> new Finding.NotKnownYet();
        };
    }

    /** RFC 5233: what stands before the first separator, if anything does. */
    private Optional<Address> withoutDetail(Address recipient) {
        int end = separator.map(recipient.localPart()::indexOf).orElse(-1);
        if (end <= 0 || recipient.localPart().startsWith("\"")) return Optional.empty();
        try {
            return Optional.of(new Address(recipient.localPart().substring(0, end), recipient.domain()));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /**
     * Reads a list now, and believes it even if most of its recipients are gone.
     *
     * @return how it stands then
     * @throws IllegalArgumentException if there is no such list
     */
    public ListStatus confirm(String name) {
        RecipientList list = named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no list " + name + "; expected one of: "
                        + lists.stream().map(l -> l.settings().name()).collect(Collectors.joining(", "))));
        list.confirm(isSite, System.nanoTime(), clock.instant());
        return list.status(isSite);
    }

    /** How each list stands, in the order of the configuration. */
    public List<ListStatus> status() {
        return lists.stream().map(list -> list.status(isSite)).toList();
    }

    /** What is wrong with lists, for people. */
    public List<String> problems() {
        return status().stream().flatMap(list -> list.problem().stream()
                .map(problem -> "recipients " + list.name() + " (" + list.source() + "): " + problem)).toList();
    }

    @Override
    public void close() throws IOException {
        looking.shutdownNow();
        try {
            if (!looking.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                LOG.warn("event=recipients-slow reason=\"a source is still being read\"");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (RecipientList list : lists)
            list.close();
    }
}
