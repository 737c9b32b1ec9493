package org.packetboat.engine.sim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/**
 * A walk over a {@link SimStore}. Cheap as long as nothing is written: only a write makes it copy what it has still to
 * show ({@link #settle}).
 */
final class SimCursor implements Store.Cursor {
    private final boolean damaged;
    private final Consumer<SimCursor> onClose;
    private Iterator<Entry<byte[], byte[]>> rest;
    private byte[] key = {};
    private byte[] value = {};

    /** @param damaged whether what comes behind the range can't be read */
    SimCursor(SortedMap<byte[], byte[]> range, boolean damaged, Consumer<SimCursor> onClose) {
        this.rest = range.entrySet().iterator();
        this.damaged = damaged;
        this.onClose = onClose;
    }

    /** Called before the store changes: from now on the cursor walks a copy. */
    void settle() {
        List<Entry<byte[], byte[]>> copy = new ArrayList<>();
        rest.forEachRemaining(entry -> copy.add(Map.entry(entry.getKey(), entry.getValue())));
        rest = copy.iterator();
    }

    @Override
    public boolean next() {
        if (!rest.hasNext() && damaged) throw new UnreadableException("a damaged block");
        if (!rest.hasNext()) return false;
        Entry<byte[], byte[]> entry = rest.next();
        key = entry.getKey().clone();
        value = entry.getValue().clone();
        return true;
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
