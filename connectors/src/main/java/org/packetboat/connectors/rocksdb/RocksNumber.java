package org.packetboat.connectors.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A counter as RocksDB's uint64add operator stores it: 8 bytes, least significant first, wrapping around. */
final class RocksNumber {
    private RocksNumber() {}

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    }

    static long of(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
