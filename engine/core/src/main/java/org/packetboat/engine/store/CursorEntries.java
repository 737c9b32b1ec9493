package org.packetboat.engine.store;

import java.util.Optional;

/** The entries of a store for {@link DamagedScan}: a cursor that is opened anew wherever the scan goes. */
public abstract class CursorEntries implements DamagedScan.Entries, AutoCloseable {
    private Optional<Store.Cursor> cursor = Optional.empty();

    /** A cursor before the first entry of this key or a later one. */
    protected abstract Store.Cursor from(byte[] key);

    /** Whether the scan is to end here though there may be more. */
    protected boolean isFull() {
        return false;
    }

    @Override
    public final boolean seek(byte[] key) {
        close();
        cursor = Optional.of(from(key));
        return next();
    }

    @Override
    public final boolean next() {
        return !isFull() && cursor.orElseThrow().next();
    }

    @Override
    public final byte[] key() {
        return cursor.orElseThrow().key();
    }

    @Override
    public final byte[] value() {
        return cursor.orElseThrow().value();
    }

    @Override
    public final void close() {
        cursor.ifPresent(Store.Cursor::close);
        cursor = Optional.empty();
    }
}
