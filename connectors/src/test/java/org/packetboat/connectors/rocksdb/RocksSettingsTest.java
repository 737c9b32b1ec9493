package org.packetboat.connectors.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** On a small machine the store takes little beside a small heap. */
class RocksSettingsTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void cachesFollowTheHeap() {
        assertEquals(4 * MEGABYTE, RocksSettings.memtables(96 * MEGABYTE));
        assertEquals(64 * MEGABYTE, RocksSettings.memtables(512 * MEGABYTE));
        assertEquals(64 * MEGABYTE, RocksSettings.memtables(8192 * MEGABYTE));
        assertEquals(4 * MEGABYTE, RocksSettings.memtables(32 * MEGABYTE));
        assertEquals(3 * MEGABYTE, RocksSettings.blockCache(96 * MEGABYTE));
        assertEquals(16 * MEGABYTE, RocksSettings.blockCache(512 * MEGABYTE));
    }
}
