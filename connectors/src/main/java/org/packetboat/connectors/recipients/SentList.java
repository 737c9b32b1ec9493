package org.packetboat.connectors.recipients;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.connectors.recipients.RecipientLists.PushListener;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * A list as another server is to have it, and what was sent of it. Sent is what has changed since the push that the
 * other server has acknowledged, with everything that had changed in between: so a push may be lost, come twice or be
 * overtaken, and the next one still makes the list whole. A whole list is sent first, if the other server asks for one,
 * or if the changes are no smaller.
 *
 * <pre>
 * sent/LIST@SITE                 what was sent last, as Java writes properties
 * sent/LIST@SITE.NUMBER.list     the list as it was sent then
 * sent/LIST@SITE.NUMBER.changes  what it may differ in from the one acknowledged; not there: in all
 * </pre>
 *
 * A kill leaves what was sent last, or the next one, of which nobody was told yet: that is sent again under another
 * number. For one thread at a time.
 */
public final class SentList {
    /**
     * The same is sent again, changed or not: without an answer, it may be lost; with one, the other server may have
     * lost its list since.
     */
    private static final Duration PATIENCE = Duration.ofDays(1);
    /** A push that is in force elsewhere has at most this number; with a larger one, none could follow in the end. */
    private static final long LAST_BELIEVED = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int SALT = 16;
    private static final String PREPARED = "prepared";
    private static final String SENT = "sent";
    private static final String IN_FORCE = "in force";

    private final Path folder;
    private final String name;
    private final Path source;

    /**
     * What was sent last.
     *
     * @param number   of it; 0: nothing was sent
     * @param sent     when; ISO 8601 in UTC
     * @param answered when the other server told what became of it; empty text: it did not
     * @param what     what became of it: {@code prepared}, {@code sent}, {@code in force}, {@code refused}
     * @param why      why it was refused
     * @param whole    whether the next one has to be whole
     * @param least    the next number is higher
     * @param salt     what its keys are hashed with, hexadecimal; empty text: they are not
     * @param rows     how many recipients it has
     * @param digest   see {@link SortedKeys}
     * @param changes  how many rows were sent
     */
    public record State(long number, String sent, String answered, String what, String why, boolean whole, long least,
            String salt, long rows, String digest, long changes) {
        static final State NONE = new State(0, "", "", "", "", true, 0, "", 0, "", 0);
        private State with(String nowAnswered, String nowWhat, String nowWhy, boolean nowWhole, long nowLeast) {
            return new State(number, sent, nowAnswered, nowWhat, nowWhy, nowWhole, nowLeast, salt, rows, digest,
                    changes);
        }

        /** @throws NumberFormatException if it is damaged @throws NullPointerException if something is missing */
        private static State of(Properties all) {
            return new State(Long.parseLong(text(all, "number")), text(all, "sent"), text(all, "answered"),
                    text(all, "what"), text(all, "why"), Boolean.parseBoolean(text(all, "whole")),
                    Long.parseLong(text(all, "least")), text(all, "salt"), Long.parseLong(text(all, "rows")),
                    text(all, "digest"), Long.parseLong(text(all, "changes")));
        }

        private static String text(Properties all, String key) {
            return Objects.requireNonNull(all.getProperty(key));
        }

        private Properties properties() {
            Properties all = new Properties();
            Map.of("number", number, "rows", rows, "changes", changes, "least", least, "whole", whole)
                    .forEach((key, value) -> all.setProperty(key, value.toString()));
            Map.of("sent", sent, "answered", answered, "what", what, "why", why, "salt", salt, "digest", digest)
                    .forEach(all::setProperty);
            return all;
        }
    }

    /**
     * How a list is to be sent.
     *
     * @param hashed   whether local parts are hashed
     * @param whole    whether all of it is sent
     * @param site     the other server
     * @param answerTo our mailbox; if it is at a domain of the list, it is on it
     */
    public record Order(boolean hashed, boolean whole, String site, Address answerTo) {}

    /** @param lists the folder where lists are kept @param list a list's name @param site whom it is sent to */
    public SentList(Path lists, String list, String site) {
        this.folder = lists.resolve("sent");
        this.name = list + "@" + site;
        this.source = lists.resolve(list + ".list");
    }

    /** What was sent last; nothing, if that is damaged. @throws IOException if it can't be read */
    public State state() throws IOException {
        Properties all = new Properties();
        try (BufferedReader in = Files.newBufferedReader(folder.resolve(name))) {
            all.load(in);
            return State.of(all);
        } catch (NoSuchFileException | CharacterCodingException none) {
            return State.NONE;
        } catch (IllegalArgumentException | NullPointerException damaged) {
            return State.NONE; // all of it is sent anew
        }
    }

    private void keep(State state) throws IOException {
        StringWriter text = new StringWriter();
        state.properties().store(text, null);
        WholeFile.write(folder.resolve(name + ".next"), folder.resolve(name),
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Path file(long number, String kind) {
        return folder.resolve(name + "." + number + "." + kind);
    }

    /** A push whose parts can be read. */
    public static final class Push implements Closeable {
        private final KeptList rows;
        private final PushPart.Head head;
        private final List<Integer> begins;

        private Push(KeptList rows, PushPart.Head head) throws IOException {
            this.rows = rows;
            this.begins = begins(rows);
            this.head = new PushPart.Head(head.list(), head.site(), head.answerTo(), head.number(), head.whole(), 0,
                    begins.size(), head.domains(), head.salt(), head.rows(), head.digest());
        }

        private static List<Integer> begins(KeptList rows) throws IOException {
            List<Integer> begins = new ArrayList<>(List.of(0));
            long size = 0;
            for (int block = 0; block < rows.blocks(); block++) {
                if (size >= PushPart.FULL) {
                    begins.add(block);
                    size = 0;
                }
                size += rows.block(block).length;
            }
            return begins;
        }

        /** What each part says, of the first one. */
        public PushPart.Head head() {
            return head;
        }

        /** How many rows are sent. */
        public long changes() {
            return rows.facts().rows();
        }

        /** A part, from 0 on. */
        public PushPart part(int index) throws IOException {
            int end = index + 1 == begins.size() ? rows.blocks() : begins.get(index + 1);
            return PushPart.of(head.at(index), out -> {
                for (int block = begins.get(index); block < end; block++) {
                    byte[] entries = rows.block(block);
                    out.writeInt(entries.length);
                    out.write(entries);
                }
            });
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /**
     * Prepares what is to be sent now.
     *
     * @return empty if the list is as it was sent, and that is not long ago
     * @throws IOException if the list was not read yet, or can't be read or written
     */
    public Optional<Push> next(Order order, Instant now) throws IOException {
        Files.createDirectories(folder);
        State before = state();
        String salt = order.hashed()
                ? Optional.of(before.salt).filter(s -> !s.isEmpty()).orElseGet(SentList::fresh)
                : "";
        Path scratch = folder.resolve(name + ".new");
        try {
            SortedKeys.Sum sum = snapshot(scratch, salt, order.answerTo());
            boolean isSame = sum.digest().equals(before.digest) && !order.whole() && !before.whole;
            if (isSame && !isOverdue(before, now)) return Optional.empty();
            long number = Math.max(Math.max(before.number, before.least) + 1, now.getEpochSecond());
            boolean isWhole = order.whole() || before.whole || !salt.equals(before.salt)
                    || !changes(before, scratch, number);
            if (isWhole) Files.deleteIfExists(file(number, "changes"));
            Files.move(scratch, file(number, "list"), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            WholeFile.sync(folder);
            KeptList rows = KeptList.open(file(number, isWhole ? "list" : "changes"));
            keep(new State(number, now.toString(), "", PREPARED, "", false, before.least, salt, sum.rows(),
                    sum.digest(), rows.facts().rows()));
            deleteBut(number);
            return Optional.of(new Push(rows, new PushPart.Head(source.getFileName().toString().replace(".list", ""),
                    order.site(), order.answerTo().toString(), number, isWhole, 0, 1, domains(rows), salt, sum.rows(),
                    sum.digest())));
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static List<String> domains(KeptList rows) {
        return rows.facts().domains().keySet().stream().map(Domain::name).sorted().toList();
    }

    private static String fresh() {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private static boolean isOverdue(State before, Instant now) {
        return before.what.equals(PREPARED)
                || Duration.between(Instant.parse(before.sent), now).abs().compareTo(PATIENCE) >= 0;
    }

    /** The list as the other server is to have it: without sites, and hashed if there is a salt. */
    private SortedKeys.Sum snapshot(Path file, String salt, Address own) throws IOException {
        try (KeptList list = KeptList.open(source);
                KeptListWriter writer = new KeptListWriter(file, place -> "row " + place)) {
            KeptList.Rows rows = list.walk();
            for (Optional<KeptList.Row> row = rows.next(); row.isPresent(); row = rows.next())
                writer.add(ListKey.hashed(row.get().key(), salt), Optional.empty(), 0);
            if (list.facts().domains().containsKey(own.domain()))
                writer.add(ListKey.hashed(ListKey.of(own), salt), Optional.empty(), 0);
            writer.finish(file, new KeptList.Facts(list.facts().domains(), List.of(), list.facts().read(), "", salt));
        } catch (NoSuchFileException | FileNotFoundException none) {
            throw new IOException("the list was not read yet; \"packetboat recipients\" says why", none);
        } catch (ListRefused impossible) {
            throw new IllegalStateException(impossible); // nobody lives anywhere
        }
        try (KeptList written = KeptList.open(file)) {
            return SortedKeys.sum(written);
        }
    }

    /** Writes what has changed. @return whether that is worth it, and can be told */
    private boolean changes(State before, Path now, long number) throws IOException {
        Path file = file(number, "changes");
        Path earlier = file(before.number, "changes");
        boolean isSinceBase = before.what.equals(IN_FORCE) || before.what.equals(SENT);
        if (!isSinceBase && !Files.exists(earlier)) return false; // a whole list that they don't have
        try (KeptList old = KeptList.open(file(before.number, "list"));
                KeptList fresh = KeptList.open(now);
                Closing since = earlier(before, earlier)) {
            KeptList.Rows changes = SortedKeys.changes(old.walk(), fresh.walk());
            SortedKeys.write(file, since.list.map(list -> SortedKeys.both(list.walk(), changes)).orElse(changes),
                    new KeptList.Facts(fresh.facts().domains(), SortedKeys.SITES, fresh.facts().read(), "",
                            fresh.facts().salt()));
        } catch (KeptList.DamagedException | FileNotFoundException | EOFException lost) {
            return false;
        }
        return Files.size(file) < Files.size(now);
    }

    /** What may have changed since the push that was acknowledged, or since the last whole one. */
    private static Closing earlier(State before, Path file) throws IOException {
        return before.what.equals(IN_FORCE) || !Files.exists(file)
                ? Closing.NOTHING
                : new Closing(Optional.of(KeptList.open(file)));
    }

    /** A list that may not be there. */
    private record Closing(Optional<KeptList> list) implements Closeable {
        static final Closing NOTHING = new Closing(Optional.empty());

        @Override
        public void close() throws IOException {
            if (list.isPresent()) list.get().close();
        }
    }

    private void deleteBut(long number) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(this::isOurs).toList())
                if (!file.getFileName().toString().startsWith(name + "." + number + ".")) Files.deleteIfExists(file);
        }
    }

    private boolean isOurs(Path file) {
        String text = file.getFileName().toString();
        return text.startsWith(name + ".") && text.substring(name.length() + 1).matches("\\d+\\.(?:list|changes)");
    }

    /** All of its parts wait in the queue. */
    public void sent(long number) throws IOException {
        State now = state();
        if (now.number == number && now.what.equals(PREPARED))
            keep(now.with("", SENT, "", now.whole, now.least));
    }

    /**
     * The other server tells what became of a push. Of an earlier one, only what its newest is counts, and that it
     * needs a whole list, if none was sent since.
     *
     * @param newest the number of what is in force there
     * @return what is known now; empty if that is not about the last push
     */
    public Optional<State> answered(long number, PushListener.Verdict verdict, String why, long newest,
            Instant now) throws IOException {
        State last = state();
        long least = newest <= LAST_BELIEVED ? Math.max(last.least, newest) : last.least;
        if (last.number != number) {
            boolean needsWhole = verdict == PushListener.Verdict.NEEDS_WHOLE
                    && Files.exists(file(last.number, "changes"));
            if (last.number > 0) keep(last.with(last.answered, last.what, last.why, last.whole || needsWhole, least));
            return Optional.empty();
        }
        boolean isIn = verdict == PushListener.Verdict.IN_FORCE;
        boolean isOlder = newest > number; // what we had sent before was forgotten here
        State next = last.with(now.toString(), isIn ? IN_FORCE : "refused", why,
                verdict == PushListener.Verdict.NEEDS_WHOLE || isOlder || last.whole && !isIn, least);
        keep(next);
        return Optional.of(next);
    }
}
