package org.packetboat.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link Store} promises of batches: their order, their answers, ranges and counters. */
abstract class StoreBatchContract extends StoreReadContract {
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
        answers.forEach(OpenedStore::await);
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
        answers.forEach(OpenedStore::await);
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
    void arraysAreFreeAfterTheAnswer() {
        byte[] key = key("a");
        byte[] value = key("1");
        commit(new Batch().put(Family.META, key, value));
        key[0] = 'x';
        value[0] = 'x';
        assertEquals(List.of("a=1"), entries(FIRST, BEYOND));
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
        answers.forEach(OpenedStore::await);
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
    void stagedTakesEffectAfterTheCommitsCalledBeforeIt() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(later(new Batch().put(Family.META, key("a"), key("committed"))));
            store.stage(new Batch().put(Family.META, key("a"), key("staged")));
        }
        answers.forEach(OpenedStore::await);
        assertEquals("staged", text(Family.META, "a"));
    }

    @Test
    void stagedTakesEffectBeforeTheCommitsCalledAfterIt() {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            store.stage(new Batch().put(Family.META, key("a"), key("staged")));
            answers.add(later(new Batch().deleteRange(Family.META, key("a"), key("b"))));
        }
        answers.forEach(OpenedStore::await);
        assertEquals(List.of(), entries(FIRST, BEYOND));
    }
}
