package org.packetboat.engine.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Walks entries whose keys begin with a number of eight bytes, or as if so, and passes over those that the disk has
 * damaged. A damaged block says no more than that it can't be read: where the next readable number is, is found by
 * trying.
 */
public final class DamagedScan {
    /** Entries in the order of their numbers; each step may end with an {@link UnreadableException}. */
    public interface Entries {
        /** Goes to the first entry of this number or a later one. @return false if there is none */
        boolean seek(long number);

        /** @return false if there is no further entry */
        boolean next();

        byte[] key();

        byte[] value();
    }

    private final Entries entries;
    private long gaps;

    private DamagedScan(Entries entries) {
        this.entries = entries;
    }

    /** Visits what can be read. @return how many gaps there were */
    public static long visit(Entries entries, BiConsumer<byte[], byte[]> visitor) {
        DamagedScan scan = new DamagedScan(entries);
        scan.run(visitor);
        return scan.gaps;
    }

    private void run(BiConsumer<byte[], byte[]> visitor) {
        long number = 0;
        boolean there = seekPast(-1);
        while (there) {
            number = ByteBuffer.wrap(Arrays.copyOf(entries.key(), Long.BYTES)).getLong();
            visitor.accept(entries.key(), entries.value());
            there = nextAfter(number);
        }
    }

    private boolean nextAfter(long number) {
        try {
            return entries.next();
        } catch (UnreadableException e) {
            gaps++;
            return seekPast(number);
        }
    }

    /** Goes to the first readable entry behind a number, by steps twice as long each time, and then by halves back. */
    private boolean seekPast(long number) {
        long bad = number;
        for (long step = 1; step > 0; step *= 2) {
            if (number + step < 0) return false;
            try {
                if (!entries.seek(number + step)) return step > 1 && narrow(bad, number + step);
                return step == 1 || narrow(bad, number + step);
            } catch (UnreadableException e) {
                if (step == 1 && number < 0) gaps++;
                bad = number + step;
            }
        }
        return false;
    }

    /** @param bad can't be read @param good can be, or has nothing behind it */
    private boolean narrow(long bad, long good) {
        long low = bad;
        long high = good;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (isReadable(middle)) high = middle;
            else low = middle;
        }
        return entries.seek(high);
    }

    private boolean isReadable(long number) {
        try {
            entries.seek(number);
            return true;
        } catch (UnreadableException e) {
            return false;
        }
    }
}
