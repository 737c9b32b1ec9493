package org.packetboat.engine.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;

/** The keys and values of a {@link SimStore}: a sorted map for each family. Keeps and hands out no caller's array. */
final class SimTables {
    private final Map<Family, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Family.class);

    SimTables() {
        for (Family family : Family.values())
            tables.put(family, new TreeMap<>(Arrays::compareUnsigned));
    }

    SimTables copy() {
        SimTables copy = new SimTables();
        tables.forEach((family, table) -> copy.tables.get(family).putAll(table));
        return copy;
    }

    NavigableMap<byte[], byte[]> of(Family family) {
        return tables.get(family);
    }

    SortedMap<byte[], byte[]> range(Family family, byte[] from, byte[] to) {
        NavigableMap<byte[], byte[]> table = of(family);
        return Arrays.compareUnsigned(from, to) < 0 ? table.subMap(from, to) : table.headMap(new byte[0]);
    }

    void apply(Batch batch) {
        for (Change change : batch.changes()) {
            switch (change) {
                case Change.Put(Family family, byte[] key, byte[] value) -> of(family).put(key.clone(), value.clone());
                case Change.Delete(Family family, byte[] key) -> of(family).remove(key);
                case Change.DeleteRange(Family family, byte[] from, byte[] to) -> range(family, from, to).clear();
                case Change.Add(byte[] key, long delta) ->
                    of(Family.COUNTERS).put(key.clone(), counted(count(key) + delta));
            }
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
