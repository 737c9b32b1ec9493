package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Where the numbers of a new data folder begin: queue ids and event ids. A folder that is emptied begins beyond all
 * that the one before can have handed out, so that no id comes again with other contents: peers know mail by it, and so
 * do readers of events. It also names the folder.
 *
 * <pre>
 * seconds since 2026 | 16 bits           65,536 numbers for each second that the folder lives
 * 2^50 + random 32   | 16 bits           where the clock can't be right
 * </pre>
 */
public record FolderEpoch(long number) {
    /** As folders began before there were epochs. */
    public static final FolderEpoch FIRST = new FolderEpoch(1);

    private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EACH_SECOND = 16;
    private static final long MOST_SECONDS = 1L << 32;
    private static final long UNKNOWN = 1L << 50;

    /** @throws IllegalArgumentException below 1 */
    public FolderEpoch {
        if (number < 1) throw new IllegalArgumentException("epoch " + number);
    }

    /**
     * As it is told to others, with the run of the server, since a copy of a folder has its number: {@code
     * 1a2b.19ad0c3e7f1}. Empty where many folders have the same number.
     *
     * @param run when the server was started
     */
    public String told(Instant run) {
        return equals(FIRST) ? "" : Long.toHexString(number) + "." + Long.toHexString(run.toEpochMilli());
    }

    /** One for a folder that is made now. @param random used where the clock is before 2026, or over a century later */
    public static FolderEpoch at(Instant now, long random) {
        long seconds = now.getEpochSecond() - BASE.getEpochSecond();
        boolean plausible = seconds > 0 && seconds < MOST_SECONDS;
        return new FolderEpoch(plausible
                ? seconds << EACH_SECOND
                : UNKNOWN + ((random & (MOST_SECONDS - 1)) << EACH_SECOND));
    }

    /** What is added to a folder's own numbers where the clock does not help: what it hands out in half a year. */
    private static final long FAR = 1L << 40;

    /**
     * Begins a new life of a folder that was put back as it was earlier: its numbers go on beyond all that it can have
     * handed out since, and it gets another name. The old name is kept: {@link #wasNamed}.
     *
     * @param store  of a folder that no server runs on
     * @param random tells two that begin in the same second apart
     * @return the new name; durable with the next commit, or once the store is closed
     */
    public static FolderEpoch renew(Store store, Instant now, long random) {
        long low = random & (1L << EACH_SECOND) - 1;
        long fresh = at(now, random).number() | low;
        long old = number(store, Keys.EPOCH, FIRST);
        Batch batch = new Batch().put(Family.META, Keys.was(old), Keys.nothing());
        for (byte[] key : new byte[][]{Keys.IDS, Keys.EVENTS})
            batch.put(Family.META, key, Keys.number(beyond(number(store, key, FIRST), fresh, low)));
        FolderEpoch name = new FolderEpoch(beyond(old, fresh, low));
        store.stage(batch.put(Family.META, Keys.EPOCH, Keys.number(name.number())));
        return name;
    }

    private static long beyond(long old, long fresh, long low) {
        return fresh > old ? fresh : old + FAR + (low << EACH_SECOND);
    }

    /** The name of a folder, which is given this one if it has none. */
    static long of(Store store, FolderEpoch begin) {
        long found = number(store, Keys.EPOCH, begin);
        if (store.get(Family.META, Keys.EPOCH).isEmpty())
            store.stage(new Batch().put(Family.META, Keys.EPOCH, Keys.number(found)));
        return found;
    }

    /** Whether a folder has had this name before it was {@linkplain #renew put back}. */
    static boolean wasNamed(Store store, long epoch) {
        return store.get(Family.META, Keys.was(epoch)).isPresent();
    }

    private static long number(Store store, byte[] key, FolderEpoch ifNone) {
        return store.get(Family.META, key).map(b -> ByteBuffer.wrap(b).getLong()).orElse(ifNone.number);
    }
}
