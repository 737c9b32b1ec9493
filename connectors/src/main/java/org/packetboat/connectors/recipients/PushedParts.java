package org.packetboat.connectors.recipients;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.engine.mail.Domain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * Of pushes that wait, the newest is kept, the oldest of which parts are on their way, the newest whole list, and the
 * newest that is complete: what takes long to come is not thrown away for the next, nor what repairs a list for what
 * only changes it. For one thread at a time.
 */
public final class PushedParts implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(PushedParts.class);
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
        if (number == inForce) return false;
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
            if (isIncomplete(parts) && !isLate(parts, now)) return true;
        }
        return false;
    }

    /** Whether its last part came long ago, or when the clock was far ahead. */
    private static boolean isLate(List<Path> parts, Instant now) throws IOException {
        Instant last = Instant.MIN;
        for (Path part : parts) {
            Instant came = Files.getLastModifiedTime(part).toInstant();
            if (came.isAfter(last)) last = came;
        }
        return Duration.between(last, now).abs().compareTo(LATE) > 0;
    }

    /** Keeps a part, unless it is of no use. @throws IOException if the disk does not take it */
    void keep(PushPart part, Instant now) throws IOException {
        long number = part.head().number();
        Path place = place(number);
        if (Files.exists(place.resolve(REFUSED)) || !Files.exists(place) && !makeRoom(part.head(), now)) return;
        Files.createDirectories(place);
        Path file = place.resolve(
                String.format(Locale.ROOT, "%05d", part.head().part()) + BETWEEN + part.head().parts());
        WholeFile.write(place.resolve("next"), file, part.bytes());
        Files.setLastModifiedTime(file, FileTime.from(now));
        WholeFile.sync(folder);
        if (number < held) held = 0; // it may be what that one needs
    }

    /** Deletes what is of no use once another push begins. @return whether that is of use itself */
    private boolean makeRoom(PushPart.Head next, Instant now) throws IOException {
        SortedMap<Long, Path> waiting = waiting();
        Set<Long> useful = useful(waiting, next, now);
        if (!useful.contains(next.number())) return false;
        for (Map.Entry<Long, Path> each : waiting.entrySet())
            if (!useful.contains(each.getKey())) delete(each.getValue());
        return true;
    }

    private static Set<Long> useful(SortedMap<Long, Path> waiting, PushPart.Head next, Instant now)
            throws IOException {
        Set<Long> useful = new HashSet<>();
        List<Long> begun = new ArrayList<>(List.of(next.number()));
        List<Long> whole = new ArrayList<>(next.whole() ? List.of(next.number()) : List.of());
        List<Long> complete = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        List<Long> onTheirWay = new ArrayList<>();
        for (Map.Entry<Long, Path> each : waiting.entrySet()) {
            List<Path> parts = parts(each.getValue());
            (Files.exists(each.getValue().resolve(REFUSED)) ? refused : begun).add(each.getKey());
            if (isComplete(parts)) complete.add(each.getKey());
            if (isIncomplete(parts) && !isLate(parts, now)) onTheirWay.add(each.getKey());
            if (head(parts).filter(PushPart.Head::whole).isPresent()) whole.add(each.getKey());
        }
        useful.add(onTheirWay.isEmpty() ? next.number() : onTheirWay.getFirst());
        for (List<Long> numbers : List.of(begun, whole, complete, refused))
            numbers.stream().max(Long::compare).ifPresent(useful::add);
        return useful;
    }

    private static boolean isComplete(List<Path> parts) {
        return !parts.isEmpty() && parts.size() == wanted(parts);
    }

    /** Of one that was refused there are no parts: it is neither. */
    private static boolean isIncomplete(List<Path> parts) {
        return !parts.isEmpty() && !isComplete(parts);
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
            if (isComplete(parts(each.getValue())) && each.getKey() != held) complete.addFirst(each.getKey());
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
        if (newest > 0) return mark(newest);
        SortedMap<Long, Path> waiting = waiting();
        throw new FileNotFoundException(waiting.isEmpty()
                ? "nothing was pushed here yet, or it is lost; at its sender: packetboat push-recipients --whole"
                : refusal(waiting).orElse("of what was pushed here, parts are on their way"));
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
        return head(parts(place(number)));
    }

    /** What the first part says that is not damaged. */
    private static Optional<PushPart.Head> head(List<Path> parts) throws IOException {
        for (Path part : parts) {
            try {
                return Optional.of(PushPart.read(Files.readAllBytes(part)).head());
            } catch (KeptList.DamagedException e) {
                LOG.warn("event=recipients-damaged part={} reason=\"{}\"", part, e.getMessage());
            }
        }
        return Optional.empty();
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
            if (isIncomplete(parts) && isLate(parts, now))
                return Optional.of("of push " + each.getKey() + ", " + parts.size() + " of " + wanted(parts)
                        + " parts have come, the last one more than an hour ago");
        }
        return refusal(waiting);
    }

    /** Why the newest push was refused. */
    private static Optional<String> refusal(SortedMap<Long, Path> waiting) throws IOException {
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
