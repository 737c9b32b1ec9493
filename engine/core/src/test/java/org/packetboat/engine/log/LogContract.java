package org.packetboat.engine.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.log.ReplicatedLog.Page;
import org.packetboat.engine.log.ReplicatedLog.Placed;
import org.packetboat.engine.log.ReplicatedLog.Writer;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;

/** What every log, and every storage of snapshots, promises while its brokers are well. */
public abstract class LogContract {
    private static final int LARGEST = 512 * 1024;

    /** An empty log. */
    protected abstract ReplicatedLog log();

    /** The same log, as another machine has it. */
    protected abstract ReplicatedLog otherLog();

    /** An empty storage. */
    protected abstract SnapshotStorage snapshots();

    /** The same storage, as another machine has it. */
    protected abstract SnapshotStorage otherSnapshots();

    /** Lets things happen until this is so. @throws AssertionError if it takes too long */
    protected abstract void await(BooleanSupplier done);

    private <T> Optional<T> answer(Consumer<Consumer<Optional<T>>> question) {
        AtomicReference<Optional<Optional<T>>> answer = new AtomicReference<>(Optional.empty());
        question.accept(value -> answer.set(Optional.of(value)));
        await(() -> answer.get().isPresent());
        return answer.get().orElseThrow();
    }

    private Writer fence(ReplicatedLog log) {
        return this.<Writer>answer(log::fence).orElseThrow();
    }

    private Optional<Long> append(Writer writer, String text) {
        return append(writer, record(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] record(byte[] text) {
        return new LogRecord.Piece(new LogPosition(1, 1, 1), 0, true, text).toBytes();
    }

    private static byte[] text(Placed placed) {
        if (LogRecord.of(placed.bytes()) instanceof LogRecord.Piece piece) return piece.bytes();
        throw new AssertionError("something else lies at " + placed.offset());
    }

    private Optional<Long> append(Writer writer, byte[] record) {
        return this.<Long>answer(answer -> writer.append(record, answer));
    }

    private Page read(ReplicatedLog log, long from) {
        return this.<Page>answer(answer -> log.read(from, answer)).orElseThrow();
    }

    /** Reads as machines do, until nothing is behind it. */
    private List<Placed> all(ReplicatedLog log, long from) {
        List<Placed> all = new ArrayList<>();
        long next = from;
        for (Page page = read(log, next);; page = read(log, next)) {
            all.addAll(page.records());
            if (!page.records().isEmpty()) next = page.records().getLast().offset() + 1;
            if (page.reaches(next)) return all;
        }
    }

    private List<String> texts(ReplicatedLog log, long from) {
        return all(log, from).stream().map(placed -> new String(text(placed), StandardCharsets.UTF_8)).toList();
    }

    @Test
    void whoMakesReadyFencesNobody() {
        Writer writer = fence(log());
        assertTrue(append(writer, "one").isPresent());
        otherLog().prepare();
        otherLog().prepare();
        assertEquals(1, all(otherLog(), 0).size());
        assertTrue(append(writer, "two").isPresent());
        Writer next = fence(otherLog());
        assertTrue(append(next, "three").isPresent());
        assertEquals(Optional.empty(), append(writer, "four"));
        assertEquals(List.of("one", "two", "three"),
                all(log(), 0).stream().map(p -> new String(text(p), StandardCharsets.UTF_8)).toList());
    }

    @Test
    void anEmptyLogEndsAtItsFirstPlace() {
        Page page = read(log(), 0);
        assertEquals(List.of(), page.records());
        assertEquals(0, page.end());
    }

    @Test
    void recordsAreReadInTheOrderOfTheCallsAndLieWhereItWasSaid() {
        Writer writer = fence(log());
        List<AtomicReference<Optional<Long>>> places = IntStream.range(0, 300)
                .mapToObj(_ -> new AtomicReference<Optional<Long>>()).toList();
        for (int i = 0; i < places.size(); i++)
            writer.append(record(("r" + i).getBytes(StandardCharsets.UTF_8)), places.get(i)::set);
        await(() -> places.stream().allMatch(place -> place.get() != null));
        List<Placed> read = all(otherLog(), 0);
        assertEquals(places.stream().map(place -> place.get().orElseThrow()).toList(),
                read.stream().map(Placed::offset).toList());
        assertEquals(IntStream.range(0, 300).mapToObj(i -> "r" + i).toList(), texts(log(), 0));
    }

    @Test
    void whatIsNotEndedAndWhatWasFencedIsReadLikeAllElse() {
        Writer writer = fence(log());
        append(writer, "open");
        assertEquals(List.of("open"), texts(otherLog(), 0));
        fence(otherLog());
        assertEquals(List.of("open"), texts(otherLog(), 0));
        assertEquals(List.of("open"), texts(log(), 0));
    }

    @Test
    void aReadingComesToTheEndBehindTransactionsThatWereEnded() {
        Writer writer = fence(log());
        long first = append(writer, "one").orElseThrow();
        writer.endTransaction();
        long second = append(writer, "two").orElseThrow();
        writer.endTransaction();
        writer.endTransaction();
        assertTrue(second > first);
        assertEquals(List.of("one", "two"), texts(log(), 0));
        assertEquals(List.of("two"), texts(log(), second));
        assertEquals(List.of(), texts(log(), second + 1));
        append(writer, "three");
        assertEquals(List.of("two", "three"), texts(log(), second));
    }

    @Test
    void whoeverFencedLastWritesAndNobodyElse() {
        Writer old = fence(log());
        append(old, "old");
        old.endTransaction();
        Writer fresh = fence(otherLog());
        append(fresh, "fresh");
        assertEquals(Optional.empty(), append(old, "late"));
        assertEquals(Optional.empty(), append(old, "later"));
        assertTrue(append(fresh, "more").isPresent());
        assertEquals(List.of("old", "fresh", "more"), texts(log(), 0));
    }

    @Test
    void afterACutReadingBeginsWithWhatIsLeft() {
        Writer writer = fence(log());
        append(writer, "one");
        long second = append(writer, "two").orElseThrow();
        append(writer, "three");
        assertEquals(Optional.of(true), this.<Boolean>answer(answer -> log().cut(second, answer)));
        assertEquals(List.of("two", "three"), texts(log(), 0));
        assertEquals(List.of("two", "three"), texts(otherLog(), 0));
        append(writer, "four");
        assertEquals(List.of("two", "three", "four"), texts(otherLog(), 0));
    }

    @Test
    void aPlaceBehindTheEndHasNoRecords() {
        long place = append(fence(log()), "one").orElseThrow();
        Page page = read(log(), place + 1000);
        assertEquals(List.of(), page.records());
        assertTrue(page.end() > place, page::toString);
    }

    @Test
    void aLargePieceFits() {
        byte[] large = new byte[LARGEST];
        large[LARGEST - 1] = 7;
        append(fence(log()), record(large));
        assertArrayEquals(large, text(all(otherLog(), 0).getFirst()));
    }

    private void put(SnapshotStorage storage, String name, byte[] bytes) {
        assertEquals(Optional.of(true), this.<Boolean>answer(answer -> storage.put(name, bytes, answer)));
    }

    private byte[] get(SnapshotStorage storage, String name) {
        return this.<byte[]>answer(answer -> storage.get(name, answer)).orElseThrow();
    }

    private List<String> list(SnapshotStorage storage, String prefix) {
        return this.<List<String>>answer(answer -> storage.list(prefix, answer)).orElseThrow();
    }

    @Test
    void whatWasPutIsThereForEverybody() {
        byte[] large = new byte[3 * LARGEST + 1];
        large[2 * LARGEST] = 5;
        large[3 * LARGEST] = 6;
        put(snapshots(), "a/1", large);
        put(snapshots(), "a/2", new byte[]{1, 2});
        assertArrayEquals(large, get(otherSnapshots(), "a/1"));
        assertArrayEquals(new byte[]{1, 2}, get(otherSnapshots(), "a/2"));
        assertArrayEquals(large, get(snapshots(), "a/1"));
    }

    @Test
    void namesAreListedInOrderByTheirBeginning() {
        for (String name : List.of("b/1", "a/2", "wanted/c", "a/1", "ab/1"))
            put(snapshots(), name, new byte[name.startsWith("wanted") ? 0 : 3]);
        assertEquals(List.of("a/1", "a/2"), list(otherSnapshots(), "a/"));
        assertEquals(List.of("wanted/c"), list(otherSnapshots(), "wanted/"));
        assertEquals(List.of("a/1", "a/2", "ab/1", "b/1", "wanted/c"), list(otherSnapshots(), ""));
        assertEquals(List.of(), list(otherSnapshots(), "c"));
    }

    @Test
    void whatWasRemovedIsGone() {
        put(snapshots(), "a/1", new byte[]{1});
        put(snapshots(), "a/2", new byte[]{2});
        snapshots().remove("a/1");
        snapshots().remove("never/there");
        await(() -> list(otherSnapshots(), "").equals(List.of("a/2")));
        assertEquals(0, get(otherSnapshots(), "a/1").length);
        assertEquals(0, get(otherSnapshots(), "never/there").length);
    }
}
