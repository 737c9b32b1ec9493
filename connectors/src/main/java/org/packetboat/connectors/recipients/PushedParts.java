package org.packetboat.connectors.recipients;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.engine.mail.Domain;

/**
 * A list that another server pushes here, in parts that come in any order and any number of times. They wait in a
 * folder until all of them are there; then a list is made of the one in force and them. It has to have the digest that
 * the sender says: so a list that is not the sender's is never used, whatever was lost before.
 *
 * <pre>
 * NAME.push/NUMBER/PART-of-PARTS        a part as it came, see {@link PushPart}
 * NAME.push/NUMBER/refused              why it can't be used; its parts are gone
 * </pre>
 *
 * Of pushes of which parts are missing, the oldest and the newest are kept: one that takes long to come is not thrown
 * away for the next. For one thread at a time.
 */
public final class PushedParts implements RowSource {
    private static final String REFUSED = "refused";
    private static final String MARK = "push ";
    private static final String BETWEEN = "-of-";
    private static final Duration LATE = Duration.ofHours(1);
    private static final int SHOWN = 12;

    private final Path folder;
    private final String by;
    private volatile long inForce;
    /** A push that is of no use before an older one has come; 0: none is. */
    private long held;

    /** @param lists the folder where lists are kept @param by the public key of who may push it */
    public PushedParts(Path lists, String name, String by) {
        this.folder = lists.resolve(name + ".push");
        this.by = by;
    }

    /** What was pushed can't be used: a whole list is needed. */
    static final class NotWhole extends Exception {
        private static final long serialVersionUID = 1;

        NotWhole(String why) {
            super(why);
        }
    }

    /** The public key of who may push it. */
    public String by() {
        return by;
    }

    /** The number of the push that a list was made of; 0 if it was read from something else. */
    static long number(KeptList.Facts facts) {
        return facts.source().startsWith(MARK) ? Long.parseLong(facts.source().substring(MARK.length())) : 0;
    }

    /** From now on this is in force. @param number of the push that it was made of; 0: nothing is */
    void inForce(long number) {
        inForce = number;
        held = 0;
    }

    /** Leaves the newest push for later, if an older one is on its way. @return whether it does */
    boolean hold(Instant now) throws IOException {
        long number = newest();
        if (!isOlderOnItsWay(number, now)) return false;
        held = number;
        return true;
    }

    /** To be called now and then: an older push that does not come on is no longer waited for. */
    void release(Instant now) throws IOException {
        if (held > 0 && !isOlderOnItsWay(held, now)) held = 0;
    }

    private boolean isOlderOnItsWay(long number, Instant now) throws IOException {
        for (Path older : waiting().headMap(number).values()) {
            List<Path> parts = parts(older);
            boolean isIncomplete = !parts.isEmpty() && parts.size() < wanted(parts);
            if (isIncomplete && !isLate(parts, now)) return true;
        }
        return false;
    }

    private static boolean isLate(List<Path> parts, Instant now) throws IOException {
        Instant last = Instant.MIN;
        for (Path part : parts) {
            Instant came = Files.getLastModifiedTime(part).toInstant();
            if (came.isAfter(last)) last = came;
        }
        return last.plus(LATE).isBefore(now);
    }

    /** Keeps a part. @throws IOException if the disk does not take it */
    void keep(PushPart part) throws IOException {
        SortedMap<Long, Path> waiting = waiting();
        long number = part.head().number();
        if (!waiting.containsKey(number) && waiting.size() > 1) {
            if (number < waiting.lastKey()) return;
            for (Path between : List.copyOf(waiting.tailMap(waiting.firstKey() + 1).values()))
                delete(between);
        }
        Path place = place(number);
        if (Files.exists(place.resolve(REFUSED))) return;
        Files.createDirectories(place);
        WholeFile.write(place.resolve("next"), place.resolve(
                String.format(Locale.ROOT, "%05d", part.head().part()) + BETWEEN + part.head().parts()), part.bytes());
        WholeFile.sync(folder);
        if (number < held) held = 0; // it may be what that one needs
    }

    private Path place(long number) {
        return folder.resolve(Long.toString(number));
    }

    /** Everything that there is of pushes, by number. */
    private SortedMap<Long, Path> all() throws IOException {
        SortedMap<Long, Path> all = new TreeMap<>();
        if (!Files.isDirectory(folder)) return all;
        try (Stream<Path> numbers = Files.list(folder)) {
            numbers.filter(place -> place.getFileName().toString().matches("\\d{1,18}")).forEach(place -> all.put(
                    Long.parseLong(place.getFileName().toString()), place));
        }
        return all;
    }

    /** The pushes after the one in force. */
    private SortedMap<Long, Path> waiting() throws IOException {
        return all().tailMap(inForce + 1);
    }

    private static List<Path> parts(Path place) throws IOException {
        if (!Files.isDirectory(place)) return List.of();
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().contains(BETWEEN)).sorted().toList();
        }
    }

    private static int wanted(List<Path> parts) {
        String name = parts.getFirst().getFileName().toString();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    /** The pushes of which all parts are there, the newest first. */
    private List<Long> complete() throws IOException {
        List<Long> complete = new ArrayList<>();
        for (Map.Entry<Long, Path> each : waiting().entrySet()) {
            List<Path> parts = parts(each.getValue());
            boolean isComplete = !parts.isEmpty() && parts.size() == wanted(parts);
            if (isComplete && each.getKey() != held) complete.addFirst(each.getKey());
        }
        return complete;
    }

    /** The newest push of which all parts are there, or the one in force. */
    private long newest() throws IOException {
        return complete().stream().findFirst().orElse(inForce);
    }

    @Override
    public Optional<String> mark() throws IOException {
        long newest = newest();
        if (newest == 0)
            throw new FileNotFoundException(waiting().isEmpty()
                    ? "nothing was pushed here yet; at its sender: packetboat push-recipients"
                    : trouble(Instant.EPOCH).orElse("of what was pushed here, parts are on their way"));
        return mark(newest);
    }

    static Optional<String> mark(long number) {
        return Optional.of(MARK + number);
    }

    /** Whether something newer than what is in force was begun. */
    boolean isBehind() throws IOException {
        return !waiting().isEmpty();
    }

    /**
     * Makes the list of the newest push with which that goes: an older one may have to come first.
     *
     * @param before what is in force
     * @param now    when that is
     * @throws IOException if the disk does not give or take it
     * @throws NotWhole    if none can be made, and why the newest can't
     */
    void make(Optional<KeptList> before, Path file, Instant now) throws IOException, NotWhole {
        Optional<NotWhole> first = Optional.empty();
        for (long number : complete()) {
            try {
                make(number, before, file, now);
                return;
            } catch (NotWhole e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        throw first.orElseGet(() -> new NotWhole("what is kept of it is damaged"));
    }

    private void make(long number, Optional<KeptList> before, Path file, Instant now) throws IOException, NotWhole {
        List<Path> parts = parts(place(number));
        try {
            PushPart.Head head = PushPart.read(Files.readAllBytes(parts.getFirst())).head();
            SortedKeys.Sum sum = SortedKeys.write(file, rows(before, head, parts), new KeptList.Facts(head.domains()
                    .stream().collect(Collectors.toMap(Domain::new, _ -> 0L)), List.of(), now, MARK + number,
                    head.salt()));
            if (!sum.digest().equals(head.digest()))
                throw new NotWhole("push " + number + " does not make the list of its sender, which has " + head.rows()
                        + " recipients, of what is here: something from before is missing or damaged");
        } catch (KeptList.DamagedException | IllegalArgumentException e) {
            throw new NotWhole("push " + number + " can't be used: " + e.getMessage());
        }
    }

    private KeptList.Rows rows(Optional<KeptList> before, PushPart.Head head, List<Path> parts) throws NotWhole {
        KeptList.Rows rows = KeptList.rows(blocks(parts.iterator()),
                site -> site == 0 ? Optional.empty() : Optional.of(SortedKeys.GONE));
        if (head.whole()) return rows;
        KeptList base = before.filter(list -> number(list.facts()) > 0
                && list.facts().salt().equals(head.salt()))
                .orElseThrow(() -> new NotWhole("push " + head.number() + " has what changed only, and there is no "
                        + "list here that it could change"));
        return SortedKeys.changed(base.walk(), rows);
    }

    private static KeptList.Blocks blocks(Iterator<Path> parts) {
        return new KeptList.Blocks() {
            private ByteBuffer now = ByteBuffer.allocate(0);

            @Override
            public Optional<byte[]> next() throws IOException {
                while (!now.hasRemaining()) {
                    if (!parts.hasNext()) return Optional.empty();
                    now = PushPart.read(Files.readAllBytes(parts.next())).blocks();
                }
                return Optional.of(PushPart.next(now));
            }
        };
    }

    /** None of the complete pushes can be used. */
    void refuse(String why) throws IOException {
        for (long number : complete()) {
            Path place = place(number);
            WholeFile.write(place.resolve("next"), place.resolve(REFUSED), why.getBytes(StandardCharsets.UTF_8));
            for (Path part : parts(place))
                Files.deleteIfExists(part);
        }
    }

    /** What the newest complete push after the one in force says of itself. */
    Optional<PushPart.Head> newestHead() throws IOException {
        long newest = newest();
        return newest == inForce ? Optional.empty() : head(newest);
    }

    /** What the push in force says of itself, as long as it was not forgotten. */
    Optional<PushPart.Head> headInForce() throws IOException {
        return head(inForce);
    }

    private Optional<PushPart.Head> head(long number) throws IOException {
        List<Path> parts = parts(place(number));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(PushPart.read(Files.readAllBytes(parts.getFirst())).head());
    }

    /** Deletes the parts of what is in force, and of all before. */
    void forget() throws IOException {
        for (Path old : List.copyOf(all().headMap(inForce + 1).values()))
            delete(old);
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList())
                Files.deleteIfExists(file);
        }
        Files.deleteIfExists(place);
    }

    /** What is wrong with the newest push; empty if nothing, or not yet. */
    Optional<String> trouble(Instant now) throws IOException {
        SortedMap<Long, Path> waiting = waiting();
        if (waiting.isEmpty()) return Optional.empty();
        for (Map.Entry<Long, Path> each : waiting.entrySet()) {
            List<Path> parts = parts(each.getValue());
            if (!parts.isEmpty() && parts.size() < wanted(parts) && isLate(parts, now))
                return Optional.of("of push " + each.getKey() + ", " + parts.size() + " of " + wanted(parts)
                        + " parts have come, the last one more than an hour ago");
        }
        Path why = waiting.get(waiting.lastKey()).resolve(REFUSED);
        return Files.exists(why) ? Optional.of(Files.readString(why)) : Optional.empty();
    }

    @Override
    public void read(Taker taker) throws IOException {
        throw new IOException("a list that is pushed has no rows to read");
    }

    @Override
    public String description() {
        return "pushed by " + by.substring(0, Math.min(SHOWN, by.length())) + "…";
    }

    @Override
    public String where(long place) {
        return "row " + place;
    }
}
