package org.packetboat.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Store} promises. Adapters inherit it. */
public abstract class StoreContract {
    private static final byte[] FIRST = {};
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1};
    private static final long PATIENCE_SECONDS = 60;

    protected Store store;

    /** A new, empty store. */
    protected abstract Store open();

    /** The same store, after {@link #store} was closed. */
    protected abstract Store reopen();

    /** The same store, after its process was killed: what the operating system had taken of it is there. */
    protected abstract Store afterKill();

    /** The same store, after the power failed: what was not synced is gone, or torn. */
    protected abstract Store afterPowerCut();

    @BeforeEach
    void openIt() {
        store = open();
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    @Test
    void findsNothingInANewStore() {
        assertEquals(Optional.empty(), store.get(Family.META, key("a")));
        assertEquals(0, store.count(key("a")));
        assertFalse(store.scan(Family.META, FIRST, BEYOND).next());
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatWasAnswered(Family family) {
        commit(new Batch().put(family, key("a"), key("12345678")));
        assertEquals("12345678", text(family, "a"));
    }

    @Test
    void familiesAreStrangers() {
        commit(new Batch().put(Family.META, key("a"), key("meta")).put(Family.KEYS, key("a"), key("keys"))
                .delete(Family.DEAD, key("a")));
        assertEquals("meta", text(Family.META, "a"));
        assertEquals("keys", text(Family.KEYS, "a"));
    }

    @Test
    void laterChangeOfABatchWins() {
        commit(new Batch().put(Family.META, key("a"), key("1")).put(Family.META, key("a"), key("2"))
                .put(Family.META, key("b"), key("1")).delete(Family.META, key("b"))
                .delete(Family.META, key("c")).put(Family.META, key("c"), key("3")));
        assertEquals(List.of("a=2", "c=3"), entries(FIRST, BEYOND));
    }

    @Test
    void rangeDeletesOnlyWhatCameBeforeIt() {
        commit(new Batch().put(Family.META, key("b"), key("old")));
        commit(new Batch().put(Family.META, key("c"), key("old"))
                .deleteRange(Family.META, key("b"), key("d")).put(Family.META, key("b"), key("new")));
        assertEquals(List.of("b=new"), entries(FIRST, BEYOND));
    }

    @Test
    void batchesTakeEffectInTheOrderOfTheCalls() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++)
            answers.add(later(new Batch().put(Family.META, key("a"), key("" + i)).add(key("n"), 1)));
        answers.forEach(StoreContract::await);
        assertEquals("499", text(Family.META, "a"));
        assertEquals(500, store.count(key("n")));
    }

    @Test
    void answersComeInTheOrderOfTheCalls() {
        List<Integer> heard = new ArrayList<>();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            answers.add(later(new Batch().put(Family.META, key("a"), key("x"))).thenRun(() -> heard.add(number)));
        }
        answers.forEach(StoreContract::await);
        assertEquals(500, heard.size());
        assertEquals(heard.stream().sorted().toList(), heard);
    }

    @Test
    void answerMayCommitAgain() {
        CompletableFuture<Optional<StoreException>> second = new CompletableFuture<>();
        store.commit(new Batch().put(Family.META, key("a"), key("1")),
                failure -> store.commit(new Batch().put(Family.META, key("b"), key("2")), second::complete));
        assertEquals(Optional.empty(), await(second));
        assertEquals(List.of("a=1", "b=2"), entries(FIRST, BEYOND));
    }

    @Test
    void answersThoughAnAnswerThrows() {
        try {
            store.commit(new Batch().put(Family.META, key("a"), key("1")), failure -> {
                throw new IllegalStateException("thrown on purpose");
            });
        } catch (IllegalStateException mayReachTheCaller) {
            assertEquals("thrown on purpose", mayReachTheCaller.getMessage());
        }
        commit(new Batch().put(Family.META, key("b"), key("2")));
        assertEquals(List.of("a=1", "b=2"), entries(FIRST, BEYOND));
    }

    @Test
    void answersAnEmptyBatch() {
        commit(new Batch());
    }

    @Test
    void deletingWhatIsNotThereIsNoFailure() {
        commit(new Batch().delete(Family.META, key("a")).deleteRange(Family.META, key("b"), key("c")));
        assertEquals(List.of(), entries(FIRST, BEYOND));
    }

    @Test
    void rangeEndsBeforeItsEnd() {
        commit(letters());
        commit(new Batch().deleteRange(Family.META, key("b"), key("d")));
        assertEquals(List.of("a=a", "d=d", "e=e"), entries(FIRST, BEYOND));
    }

    @Test
    void emptyRangeHoldsNothing() {
        commit(letters());
        commit(new Batch().deleteRange(Family.META, key("b"), key("b")));
        assertEquals(5, entries(FIRST, BEYOND).size());
        assertEquals(List.of(), entries(key("b"), key("b")));
        assertEquals(List.of(), entries(key("d"), key("b")));
    }

    @Test
    void scanStartsAtFromAndStopsBeforeTo() {
        commit(letters());
        assertEquals(List.of("b=b", "c=c"), entries(key("b"), key("d")));
        assertEquals(List.of("b=b", "c=c"), entries(key("aa"), key("cc")));
        assertEquals(List.of("e=e"), entries(key("e"), BEYOND));
        assertEquals(List.of(), entries(key("f"), BEYOND));
    }

    @Test
    void cursorStaysAtItsEnd() {
        commit(new Batch().put(Family.META, key("a"), key("1")));
        try (Store.Cursor cursor = store.scan(Family.META, FIRST, BEYOND)) {
            assertTrue(cursor.next());
            assertFalse(cursor.next());
            assertFalse(cursor.next());
        }
    }

    @Test
    void cursorShowsTheMomentItWasMade() {
        commit(letters());
        try (Store.Cursor cursor = store.scan(Family.META, FIRST, BEYOND)) {
            assertTrue(cursor.next());
            commit(new Batch().deleteRange(Family.META, key("b"), key("e")).put(Family.META, key("aa"), key("new"))
                    .put(Family.META, key("e"), key("new")));
            store.stage(new Batch().put(Family.META, key("f"), key("new")));
            List<String> seen = new ArrayList<>();
            cursor.forEach((key, value) -> seen.add(string(key) + "=" + string(value)));
            assertEquals(List.of("b=b", "c=c", "d=d", "e=e"), seen);
        }
        assertEquals(List.of("a=a", "aa=new", "e=new", "f=new"), entries(FIRST, BEYOND));
    }

    @Test
    void cursorKeepsTheArraysItHandedOut() {
        commit(letters());
        List<byte[]> keys = new ArrayList<>();
        store.scan(Family.META, FIRST, BEYOND).forEach((key, value) -> keys.add(key));
        assertEquals(List.of("a", "b", "c", "d", "e"), keys.stream().map(StoreContract::string).toList());
    }

    @Test
    void arraysHandedOutAreTheCallersOwn() {
        commit(new Batch().put(Family.META, key("a"), key("1")));
        store.get(Family.META, key("a")).orElseThrow()[0] = 'x';
        store.scan(Family.META, FIRST, BEYOND).forEach((key, value) -> {
            key[0] = 'x';
            value[0] = 'x';
        });
        assertEquals(List.of("a=1"), entries(FIRST, BEYOND));
    }

    @Test
    void arraysAreFreeAfterTheAnswer() {
        byte[] key = key("a");
        byte[] value = key("1");
        commit(new Batch().put(Family.META, key, value));
        key[0] = 'x';
        value[0] = 'x';
        assertEquals(List.of("a=1"), entries(FIRST, BEYOND));
    }

    @Test
    void keysAreOrderedUnsigned() {
        List<byte[]> keys = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++)
            keys.add(randomBytes(random, 1 + random.nextInt(4)));
        Batch batch = new Batch();
        keys.forEach(key -> batch.put(Family.ORDER, key, key));
        commit(batch);
        List<String> expected = keys.stream().sorted(Arrays::compareUnsigned).map(Arrays::toString).distinct().toList();
        List<String> seen = new ArrayList<>();
        store.scan(Family.ORDER, FIRST, BEYOND).forEach((key, value) -> seen.add(Arrays.toString(key)));
        assertEquals(expected, seen);
    }

    @Test
    void emptyKeysAndValuesAreKept() {
        commit(new Batch().put(Family.META, FIRST, key("1")).put(Family.META, key("a"), FIRST));
        assertEquals(List.of("=1", "a="), entries(FIRST, BEYOND));
        assertEquals("", text(Family.META, "a"));
        assertEquals("1", text(Family.META, ""));
    }

    @Test
    void keepsAMegabyte() {
        byte[] big = randomBytes(new Random(1), 1 << 20);
        commit(new Batch().put(Family.BODIES, key("big"), big));
        assertArrayEquals(big, store.get(Family.BODIES, key("big")).orElseThrow());
    }

    @Test
    void counterStartsAtNothingAndMayGoBelow() {
        commit(new Batch().add(key("n"), 5).add(key("n"), -2).add(key("m"), -4));
        commit(new Batch().add(key("n"), 10));
        assertEquals(13, store.count(key("n")));
        assertEquals(-4, store.count(key("m")));
    }

    @Test
    void countersAddUpWithinAGroupOfBatches() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 1; i <= 100; i++)
            answers.add(later(new Batch().add(key("n"), i).add(key("n" + i % 3), -1)));
        answers.forEach(StoreContract::await);
        assertEquals(5050, store.count(key("n")));
        assertEquals(-33, store.count(key("n0")));
        assertEquals(-34, store.count(key("n1")));
    }

    @Test
    void counterDeletedStartsAgain() {
        commit(new Batch().add(key("n"), 5).add(key("m"), 5));
        commit(new Batch().add(key("n"), 1).delete(Family.COUNTERS, key("n")).add(key("n"), 3)
                .add(key("m"), 1).deleteRange(Family.COUNTERS, key("m"), key("n")));
        assertEquals(3, store.count(key("n")));
        assertEquals(0, store.count(key("m")));
    }

    @Test
    void counterShowsInScansLeastSignificantByteFirst() {
        commit(new Batch().add(key("n"), 0x0102030405060708L));
        byte[] value = store.get(Family.COUNTERS, key("n")).orElseThrow();
        assertArrayEquals(new byte[]{8, 7, 6, 5, 4, 3, 2, 1}, value);
        store.scan(Family.COUNTERS, FIRST, BEYOND).forEach((key, scanned) -> assertArrayEquals(value, scanned));
    }

    @Test
    void stagedIsSeenAtOnce() {
        store.stage(new Batch().put(Family.BODIES, key("a"), key("1")).add(key("n"), 2));
        assertEquals("1", text(Family.BODIES, "a"));
        assertEquals(2, store.count(key("n")));
    }

    @Test
    void stagedTakesEffectAfterTheCommitsCalledBeforeIt() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(later(new Batch().put(Family.META, key("a"), key("committed"))));
            store.stage(new Batch().put(Family.META, key("a"), key("staged")));
        }
        answers.forEach(StoreContract::await);
        assertEquals("staged", text(Family.META, "a"));
    }

    @Test
    void stagedTakesEffectBeforeTheCommitsCalledAfterIt() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            store.stage(new Batch().put(Family.META, key("a"), key("staged")));
            answers.add(later(new Batch().deleteRange(Family.META, key("a"), key("b"))));
        }
        answers.forEach(StoreContract::await);
        assertEquals(List.of(), entries(FIRST, BEYOND));
    }

    @Test
    void everythingAnsweredIsThereAfterReopening() {
        commit(letters().add(key("n"), 7));
        commit(new Batch().deleteRange(Family.META, key("b"), key("e")).add(key("n"), -3));
        store.stage(new Batch().put(Family.META, key("f"), key("staged")));
        commit(new Batch().put(Family.META, key("g"), key("g")));
        store.close();
        store = reopen();
        assertEquals(List.of("a=a", "e=e", "f=staged", "g=g"), entries(FIRST, BEYOND));
        assertEquals(4, store.count(key("n")));
    }

    @Test
    void commitsCalledBeforeTheCloseAreAnswered() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++)
            answers.add(later(new Batch().add(key("n"), 1)));
        store.close();
        answers.forEach(StoreContract::await);
        store = reopen();
        assertEquals(100, store.count(key("n")));
    }

    @Test
    void killedItKeepsWhatWasAnswered() {
        commit(new Batch().put(Family.META, key("a"), key("1")));
        store.stage(new Batch().put(Family.BODIES, key("b"), new byte[400_000]));
        store = afterKill();
        assertEquals(List.of("a=1"), entries(FIRST, BEYOND));
    }

    @Test
    void withoutPowerItKeepsWhatWasAnswered() {
        commit(new Batch().put(Family.META, key("a"), key("1")));
        store.stage(new Batch().put(Family.BODIES, key("b"), new byte[400_000]));
        store = afterPowerCut();
        assertEquals(List.of("a=1"), entries(FIRST, BEYOND));
    }

    /** What the first life never synced may be torn by the cut: that must not take what the second life answered. */
    @Test
    void whatWasAnsweredSurvivesTwoLivesAndATornTail() {
        commit(new Batch().put(Family.META, key("a"), key("1")).add(key("n"), 1));
        store.stage(new Batch().put(Family.BODIES, key("b"), new byte[400_000]));
        store = afterKill();
        commit(new Batch().put(Family.META, key("b"), key("2")).add(key("n"), 1));
        commit(new Batch().put(Family.META, key("c"), key("3")).add(key("n"), 1));
        store = afterPowerCut();
        assertEquals(List.of("a=1", "b=2", "c=3"), entries(FIRST, BEYOND));
        assertEquals(3, store.count(key("n")));
    }

    @Test
    void whatWasAnsweredSurvivesManyLives() {
        List<String> expected = new ArrayList<>();
        for (int life = 0; life < 8; life++) {
            commit(new Batch().put(Family.META, key("k" + life), key("" + life)));
            expected.add("k" + life + "=" + life);
            store.stage(new Batch().put(Family.BODIES, key("b" + life), new byte[70_000 * (1 + life % 3)]));
            store = life % 3 == 2 ? afterPowerCut() : afterKill();
            assertEquals(expected, entries(FIRST, BEYOND), "after life " + life);
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        store.close();
        store.close();
        store = reopen();
    }

    /** Commits and waits for the answer, which must be good. */
    protected final void commit(Batch batch) {
        assertEquals(Optional.empty(), await(later(batch)));
    }

    /** Commits; the result comes with the answer. */
    protected final CompletableFuture<Optional<StoreException>> later(Batch batch) {
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(batch, answer::complete);
        return answer;
    }

    protected static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    protected static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private static Batch letters() {
        Batch batch = new Batch();
        for (String letter : List.of("c", "a", "e", "b", "d"))
            batch.put(Family.META, key(letter), key(letter));
        return batch;
    }

    private String text(Family family, String key) {
        return string(store.get(family, key(key)).orElseThrow());
    }

    private List<String> entries(byte[] from, byte[] to) {
        List<String> entries = new ArrayList<>();
        store.scan(Family.META, from, to).forEach((key, value) -> entries.add(string(key) + "=" + string(value)));
        return entries;
    }

    private static String string(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
