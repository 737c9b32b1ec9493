package org.packetboat.engine.sim;

import java.util.Optional;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** A store in front of another, that does what the other does: for faults, and to know of commits. */
public abstract class ForwardingStore implements Store {
    private final Store real;

    /** @param real the one behind it */
    protected ForwardingStore(Store real) {
        this.real = real;
    }

    @Override
    public void commit(Batch batch, Answer answer) {
        real.commit(batch, answer);
    }

    @Override
    public void stage(Batch batch) {
        real.stage(batch);
    }

    @Override
    public Optional<byte[]> get(Family family, byte[] key) {
        return real.get(family, key);
    }

    @Override
    public long count(byte[] key) {
        return real.count(key);
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        return real.scan(family, from, to);
    }

    @Override
    public void renew(Family family) {
        real.renew(family);
    }

    @Override
    public boolean maySend() {
        return real.maySend();
    }

    @Override
    public void close() {
        real.close();
    }
}
