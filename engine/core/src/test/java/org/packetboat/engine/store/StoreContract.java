package org.packetboat.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} promises. Each adapter's test inherits it, and with it {@link StoreBatchContract} and
 * {@link StoreReadContract}; its own part is what a close, a kill and a power failure leave.
 */
public abstract class StoreContract extends StoreBatchContract {
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
        answers.forEach(OpenedStore::await);
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
    void renewedFamilyIsEmptyForGoodAndNoOtherIsTouched() {
        commit(new Batch().put(Family.ORDER, key("a"), key("1")).put(Family.META, key("m"), key("1")).add(key("n"), 2));
        store.stage(new Batch().put(Family.ORDER, key("b"), key("2")));
        store.renew(Family.ORDER);
        assertEquals(Optional.empty(), store.get(Family.ORDER, key("a")));
        commit(new Batch().put(Family.ORDER, key("c"), key("3")));
        store = afterPowerCut();
        List<String> left = new ArrayList<>();
        store.scan(Family.ORDER, key("a"), key("z")).forEach((key, _) -> left.add(new String(key, UTF_8)));
        assertEquals(List.of("c"), left);
        assertEquals(List.of("m=1"), entries(FIRST, BEYOND));
        assertEquals(2, store.count(key("n")));
    }

    @Test
    void closingTwiceIsHarmless() {
        store.close();
        store.close();
        store = reopen();
    }
}
