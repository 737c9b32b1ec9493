package org.packetboat.engine.log;

import java.util.Optional;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * The store of an instance that this machine owns: what is written goes to the log first, and from there into the local
 * store. A commit is answered when the log has acknowledged it and the local store has synced it. While this machine
 * finds out whether it still owns, commits wait. When another machine owns, all that wait have failed, and so does
 * whatever is called afterwards: the engine above has to be ended.
 *
 * <p>Staged changes are seen at once, from memory, and are in the log before any later commit.
 *
 * <p>For one thread, that of {@link LogMember#step}.
 */
final class LogStore implements Store {
    /** Where entries go. */
    interface Entries {
        void write(Content content, Optional<Answer> answer, Runnable over);
    }

    private static final Runnable NOTHING = () -> {};

    private final Store local;
    private final Entries entries;
    private final Runnable onClose;
    private final StagedChanges staged = new StagedChanges();
    private Optional<String> ended = Optional.empty();

    LogStore(Store local, Entries entries, Runnable onClose) {
        this.local = local;
        this.entries = entries;
        this.onClose = onClose;
    }

    /** From now on everything fails, for this reason. */
    void end(String why) {
        ended = Optional.of(why);
    }

    private void mustOwn() {
        ended.ifPresent(why -> {
            throw new StoreException(why);
        });
    }

    @Override
    public boolean maySend() {
        return local.maySend();
    }

    @Override
    public void commit(Batch batch, Answer answer) {
        if (ended.isPresent()) answer.on(ended.map(StoreException::new));
        else entries.write(new Content.Changes(batch), Optional.of(answer), NOTHING);
    }

    @Override
    public void stage(Batch batch) {
        mustOwn();
        write(EntryCodec.read(EntryCodec.bytes(new Content.Changes(batch)))); // the caller's arrays may change
    }

    @Override
    public void renew(Family family) {
        mustOwn();
        write(new Content.Emptied(family));
    }

    private void write(Content content) {
        staged.add(content);
        entries.write(content, Optional.empty(), () -> staged.remove(content));
    }

    @Override
    public Optional<byte[]> get(Family family, byte[] key) {
        mustOwn();
        if (StagedChanges.isCheckpoint(family, key)) return Optional.empty();
        return staged.get(family, key, () -> local.get(family, key));
    }

    @Override
    public long count(byte[] key) {
        return StagedChanges.number(get(Family.COUNTERS, key));
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        mustOwn();
        return staged.scan(family, from, to, () -> local.scan(family, from, to));
    }

    /** Gives the queue up; the local store is closed with its {@link LogMember}. */
    @Override
    public void close() {
        onClose.run();
    }
}
