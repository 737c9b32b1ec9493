package org.packetboat.connectors.cluster;

import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * The store of an instance that this machine owns, for any thread: each call is made between two steps of the machine.
 * Answers run on a thread of their own, and may call the store. Whoever writes waits while 32 MB are on their way to
 * the brokers; when these don't answer for some seconds, or the machine is ending, the write fails instead.
 *
 * <p>Its mail may be sent while the lease lasts. When the machine no longer owns, everything fails.
 */
final class SharedStore implements Store {
    private final Store store;
    private final LogRunner runner;

    /** @param store for one thread at a time */
    SharedStore(Store store, LogRunner runner) {
        this.store = store;
        this.runner = runner;
    }

    /** What it stands before. */
    Store store() {
        return store;
    }

    @Override
    public void commit(Batch batch, Answer answer) {
        try {
            write(() -> store.commit(batch, failure -> runner.later(() -> answer.on(failure))));
        } catch (StoreException e) {
            runner.later(() -> answer.on(Optional.of(e)));
        }
    }

    @Override
    public void stage(Batch batch) {
        write(() -> store.stage(batch));
    }

    @Override
    public void renew(Family family) {
        write(() -> store.renew(family));
    }

    private void write(Runnable what) {
        runner.withRoom(what);
    }

    private <T> T read(Supplier<T> what) {
        return runner.between(what);
    }

    @Override
    public Optional<byte[]> get(Family family, byte[] key) {
        return read(() -> store.get(family, key));
    }

    @Override
    public long count(byte[] key) {
        return read(() -> store.count(key));
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        return read(() -> store.scan(family, from, to));
    }

    @Override
    public boolean maySend() {
        return runner.maySend();
    }

    /** The machine goes on as a standby: it is ended by its {@link LogRunner}. */
    @Override
    public void close() {}
}
