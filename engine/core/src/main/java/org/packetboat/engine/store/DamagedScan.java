package org.packetboat.engine.store;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Walks entries in the order of their keys, and passes over those that the disk has damaged. A damaged block says no
 * more than that it can't be read: where the next readable key is, is found by trying. For that a key is taken as a
 * number; of keys that are equal in their first 320 bytes, those behind a damaged one may be passed over with it.
 */
public final class DamagedScan {
    /** A domain has up to 255 octets, and numbers behind it. */
    private static final int WIDTH = 320;
    private static final BigInteger BEFORE_ALL = BigInteger.ONE.negate();
    private static final BigInteger BEYOND = BigInteger.ONE.shiftLeft(WIDTH * Byte.SIZE);

    /** Entries in the order of their keys; each step may end with an {@link UnreadableException}. */
    public interface Entries {
        /** Goes to the first entry of this key or a later one. @return false if there is none */
        boolean seek(byte[] key);

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
        boolean there = seekPast(BEFORE_ALL);
        while (there) {
            byte[] key = entries.key();
            visitor.accept(key, entries.value());
            there = nextAfter(key);
        }
    }

    private boolean nextAfter(byte[] key) {
        try {
            return entries.next();
        } catch (UnreadableException e) {
            gaps++;
            return seekPast(new BigInteger(1, Arrays.copyOf(key, WIDTH)));
        }
    }

    /** Goes to the first readable entry behind a number, by steps twice as long each time, and then by halves back. */
    private boolean seekPast(BigInteger number) {
        BigInteger bad = number;
        for (BigInteger step = BigInteger.ONE;; step = step.shiftLeft(1)) {
            BigInteger next = number.add(step);
            if (next.compareTo(BEYOND) >= 0) return false;
            try {
                boolean there = seek(next);
                return step.equals(BigInteger.ONE) ? there : narrow(bad, next);
            } catch (UnreadableException e) {
                if (bad.equals(BEFORE_ALL)) gaps++;
                bad = next;
            }
        }
    }

    /** @param bad can't be read @param good can be, or has nothing behind it */
    private boolean narrow(BigInteger bad, BigInteger good) {
        BigInteger low = bad;
        BigInteger high = good;
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (isReadable(middle)) high = middle;
            else low = middle;
        }
        return seek(high);
    }

    private boolean isReadable(BigInteger number) {
        try {
            seek(number);
            return true;
        } catch (UnreadableException e) {
            return false;
        }
    }

    private boolean seek(BigInteger number) {
        byte[] digits = number.toByteArray(); // with a sign in front, and without leading zeros
        byte[] key = new byte[WIDTH];
        int length = Math.min(digits.length, WIDTH);
        System.arraycopy(digits, digits.length - length, key, WIDTH - length, length);
        return entries.seek(key);
    }
}
