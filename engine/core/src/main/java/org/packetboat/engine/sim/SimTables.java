package org.packetboat.engine.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;

/** The keys and values of a {@link SimStore}: a sorted map for each family. Keeps and hands out no caller's array. */
final class SimTables {
    private final Map<Family, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Family.class);
    private final Map<Family, NavigableSet<byte[]>> garbled = new EnumMap<>(Family.class);

    SimTables() {
        for (Family family : Family.values()) {
            tables.put(family, new TreeMap<>(Arrays::compareUnsigned));
            garbled.put(family, new TreeSet<>(Arrays::compareUnsigned));
        }
    }

    SimTables copy() {
        SimTables copy = new SimTables();
        tables.forEach((family, table) -> copy.tables.get(family).putAll(table));
        garbled.forEach((family, keys) -> copy.garbled.get(family).addAll(keys));
        return copy;
    }

    NavigableMap<byte[], byte[]> of(Family family) {
        return tables.get(family);
    }

    SortedMap<byte[], byte[]> range(Family family, byte[] from, byte[] to) {
        NavigableMap<byte[], byte[]> table = of(family);
        return Arrays.compareUnsigned(from, to) < 0 ? table.subMap(from, to) : table.headMap(new byte[0]);
    }

    /** What stands under these keys can't be read from now on, until they are written again or deleted. */
    void garble(Family family, Predicate<byte[]> keys) {
        of(family).keySet().stream().filter(keys).forEach(garbled.get(family)::add);
    }

    boolean isGarbled(Family family, byte[] key) {
        return garbled.get(family).contains(key);
    }

    /** The first key that can't be read from {@code from} on, up to and without {@code to}; empty if there is none. */
    Optional<byte[]> firstGarbled(Family family, byte[] from, byte[] to) {
        return Optional.ofNullable(garbled.get(family).ceiling(from))
                .filter(key -> Arrays.compareUnsigned(key, to) < 0);
    }

    void clear(Family family) {
        of(family).clear();
        garbled.get(family).clear();
    }

    void apply(Batch batch) {
        batch.changes().forEach(this::apply);
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Put(Family family, byte[] key, byte[] value) -> {
                of(family).put(key.clone(), value.clone());
                garbled.get(family).remove(key);
            }
            case Change.Delete(Family family, byte[] key) -> {
                of(family).remove(key);
                garbled.get(family).remove(key);
            }
            case Change.DeleteRange(Family family, byte[] from, byte[] to) -> {
                range(family, from, to).clear();
                garbled.get(family).retainAll(of(family).keySet());
            }
            case Change.Add(byte[] key, long delta) ->
                of(Family.COUNTERS).put(key.clone(), counted(count(key) + delta));
        }
    }

    long count(byte[] key) {
        byte[] value = of(Family.COUNTERS).get(key);
        return value == null ? 0 : ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static byte[] counted(long number) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    }
}
