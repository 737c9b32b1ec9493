package org.packetboat.connectors.rocksdb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Batches that show whether they are whole: each is about one number of one writer, and leaves it in three families
 * and in a count. Its body is staged before, in every second one.
 */
final class NumberedBatches {
    private static final byte[] BODY = new byte[4096];

    private NumberedBatches() {}

    static byte[] key(int writer, int number) {
        return ByteBuffer.allocate(8).putInt(writer).putInt(number).array();
    }

    static Batch body(int writer, int number) {
        return new Batch().put(Family.BODIES, key(writer, number), BODY);
    }

    static Batch rest(int writer, int number) {
        byte[] key = key(writer, number);
        return new Batch().put(Family.ENVELOPES, key, key).add(counter(writer), 1)
                .put(Family.ORDER, key, key).deleteRange(Family.DEAD, key(writer, 0), key);
    }

    /** The number after the last one there. */
    static int next(Store store, int writer) {
        List<Integer> numbers = numbers(store, Family.ENVELOPES, writer);
        return numbers.isEmpty() ? 0 : numbers.getLast() + 1;
    }

    /** What is wrong in a store in which the numbers below {@code answered} were answered; empty if nothing is. */
    static List<String> faults(Store store, int writer, int answered) {
        List<Integer> present = numbers(store, Family.ENVELOPES, writer);
        Set<Integer> there = new HashSet<>(present);
        List<String> faults = new ArrayList<>();
        for (int number = 0; number < Math.max(answered, present.size()); number++)
            if (!there.contains(number)) faults.add(writer + ": number " + number + " is missing of " + answered);
        if (!numbers(store, Family.ORDER, writer).equals(present)) faults.add(writer + ": order differs");
        if (!new HashSet<>(numbers(store, Family.BODIES, writer)).containsAll(present))
            faults.add(writer + ": a body is missing");
        if (store.count(counter(writer)) != present.size()) faults.add(writer + ": the count differs");
        return faults;
    }

    private static byte[] counter(int writer) {
        return Arrays.copyOf(key(writer, 0), 4);
    }

    private static List<Integer> numbers(Store store, Family family, int writer) {
        List<Integer> numbers = new ArrayList<>();
        store.scan(family, key(writer, 0), key(writer + 1, 0))
                .forEach((key, value) -> numbers.add(ByteBuffer.wrap(key).getInt(4)));
        return numbers;
    }
}
