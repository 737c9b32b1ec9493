package org.packetboat.connectors.rocksdb;

/**
 * A table that can't be read whole keeps RocksDB from writing, since it can't be written together with others. The
 * process must end: its next start takes the table out of use ({@link TableMend}). Nothing that was answered is lost.
 */
final class DamagedTableError extends Error {
    private static final long serialVersionUID = 1;

    DamagedTableError(String said) {
        super("a damaged table keeps the store from writing, and is mended at the next start: " + said);
    }
}
