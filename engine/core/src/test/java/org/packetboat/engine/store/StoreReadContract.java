package org.packetboat.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Store} promises of reading: single values, scans and their order, and who owns the bytes. */
abstract class StoreReadContract extends OpenedStore {
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
        assertEquals(List.of("a", "b", "c", "d", "e"), keys.stream().map(OpenedStore::string).toList());
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
    void stagedIsSeenAtOnce() {
        store.stage(new Batch().put(Family.BODIES, key("a"), key("1")).add(key("n"), 2));
        assertEquals("1", text(Family.BODIES, "a"));
        assertEquals(2, store.count(key("n")));
    }
}
