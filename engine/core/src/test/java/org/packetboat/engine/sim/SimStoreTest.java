package org.packetboat.engine.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreContract;
import org.packetboat.engine.store.StoreException;

class SimStoreTest extends StoreContract {
    private SimStore sim;
    private final List<String> heard = new ArrayList<>();

    @Override
    protected Store open() {
        sim = new SimStore(1);
        return sim;
    }

    @Override
    protected Store reopen() {
        sim = sim.reopen();
        return sim;
    }

    @Override
    protected Store afterKill() {
        sim.kill();
        return reopen();
    }

    @Override
    protected Store afterPowerCut() {
        sim.crash();
        return reopen();
    }

    @Test
    void deferredCommitIsUnseenUntilTheSync() {
        sim.defer();
        put("a");
        assertEquals(List.of(), heard);
        assertEquals("", present(sim));
        sim.sync();
        assertEquals(List.of("a done"), heard);
        assertEquals("a", present(sim));
    }

    @Test
    void failedBatchHasNoEffectAndTheNextWorks() {
        sim.failNext(2);
        put("a");
        put("b");
        put("c");
        assertEquals(List.of("a failed", "b failed", "c done"), heard);
        assertEquals("c", present(sim));
    }

    @Test
    void failedStageThrows() {
        sim.failNext(1);
        assertThrows(StoreException.class, () -> sim.stage(batch("a")));
        assertEquals("", present(sim));
    }

    @Test
    void crashKeepsWhatWasAnswered() {
        put("a");
        sim.defer();
        put("b");
        sim.crash();
        assertTrue(present(sim.reopen()).startsWith("a"));
        assertEquals(List.of("a done"), heard);
    }

    @Test
    void crashKeepsAnyPrefixOfTheRest() {
        Set<String> outcomes = new TreeSet<>();
        for (int seed = 0; seed < 100; seed++)
            outcomes.add(afterCrash(seed));
        assertEquals(Set.of("", "a", "ab", "abc"), outcomes);
    }

    @Test
    void sameSeedSameCrash() {
        for (int seed = 0; seed < 20; seed++)
            assertEquals(afterCrash(seed), afterCrash(seed));
    }

    @Test
    void crashedStoreIsOutOfUse() {
        sim.crash();
        assertThrows(IllegalStateException.class, () -> put("a"));
        assertThrows(IllegalStateException.class, () -> present(sim));
        store = sim.reopen();
    }

    @Test
    void commitFromAnAnswerWaitsForTheNextSync() {
        sim.defer();
        sim.commit(batch("a"), failure -> put("b"));
        sim.sync();
        assertEquals("a", present(sim));
        assertEquals(1, sim.waiting());
        sim.sync();
        assertEquals("ab", present(sim));
    }

    private static String afterCrash(long seed) {
        SimStore store = new SimStore(seed);
        store.defer();
        store.stage(batch("a"));
        store.commit(batch("b"), failure -> {});
        store.stage(batch("c"));
        store.crash();
        return present(store.reopen());
    }

    private void put(String key) {
        sim.commit(batch(key), failure -> heard.add(key + (failure.isPresent() ? " failed" : " done")));
    }

    private static Batch batch(String key) {
        return new Batch().put(Family.META, key.getBytes(UTF_8), new byte[0]);
    }

    /** The keys that reads see, joined. */
    private static String present(Store store) {
        StringBuilder keys = new StringBuilder();
        store.scan(Family.META, new byte[0], new byte[]{-1}).forEach((key, value) -> keys.append(new String(key)));
        return keys.toString();
    }
}
