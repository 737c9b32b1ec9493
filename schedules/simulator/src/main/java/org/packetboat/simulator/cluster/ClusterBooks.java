package org.packetboat.simulator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** The books outside: what was acknowledged, sent and settled, and what each place of the log means. */
final class ClusterBooks {
    private static final byte[] FIRST = {};
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1, -1};

    private final Set<String> taken = new TreeSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private final Map<LogPosition, Integer> contents = new HashMap<>();
    private int newest;
    private int newestOwner;
    private long forgotten;
    private long told;
    private long compared;

    static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    static Set<String> keys(Store store, Family family) {
        Set<String> keys = new TreeSet<>();
        store.scan(family, FIRST, BEYOND).forEach((key, _) -> keys.add(new String(key, UTF_8)));
        return keys;
    }

    /** The sender of this mail has heard 250. */
    void taken(String id) {
        taken.add(id);
    }

    /** The sender has heard that it was not taken. */
    void refused(String id) {
        refused.add(id);
    }

    /** A new owner. @return its number */
    int owner() {
        return ++newestOwner;
    }

    /** An owner starts to send. */
    void started(int owner, String machine) {
        if (owner < newest)
            throw new AssertionError(machine + " starts an envelope after the next owner has started one");
        newest = owner;
    }

    /** @param excused whether brokers have lost records: then what settled it before may be lost */
    void settled(String id, String machine, boolean excused) {
        if (settled.add(id)) return;
        if (!excused) throw new AssertionError(machine + " settles " + id + ", which was settled before");
        forgotten++;
    }

    /** Somebody has said that so many entries are lost or given up. */
    void told(long entries) {
        told += entries;
    }

    long told() {
        return told;
    }

    long forgotten() {
        return forgotten;
    }

    long compared() {
        return compared;
    }

    int taken() {
        return taken.size();
    }

    int settled() {
        return settled.size();
    }

    /**
     * Compares a store with the books.
     *
     * @param excused whether brokers have lost records since: then what is not there is taken out of the books
     */
    void check(Store store, String where, boolean excused) {
        Set<String> waiting = keys(store, Family.ENVELOPES);
        Set<String> gone = keys(store, Family.LEDGER);
        for (String id : Set.copyOf(taken)) {
            boolean there = waiting.contains(id) != gone.contains(id);
            if (there && (!settled.contains(id) || gone.contains(id))) continue;
            if (!excused)
                throw new AssertionError(where + ": " + id + " was acknowledged" + (settled.contains(id)
                        ? " and settled"
                        : "") + (waiting.contains(id) ? ", and waits" : ", and is not there"));
            forgotten++;
            settled.remove(id);
            if (!there) taken.remove(id);
        }
        for (String id : refused)
            if (waiting.contains(id) || gone.contains(id)) throw new AssertionError(where + ": " + id + " had failed");
        if (store.count(key("n")) != waiting.size())
            throw new AssertionError(where + " counts " + store.count(key("n")) + " of " + waiting.size());
        waiting.forEach(id -> body(store, id, where));
    }

    private static void body(Store store, String id, String where) {
        int pieces = store.get(Family.ENVELOPES, key(id)).orElseThrow()[0];
        for (int i = 0; i < pieces; i++) {
            Optional<byte[]> piece = store.get(Family.BODIES, key(id + "/" + i));
            if (piece.isEmpty()) throw new AssertionError(where + ": " + id + " has lost its piece " + i);
        }
    }

    /** Every store at the same place of the log holds the same. */
    void compare(LogPosition at, Store store, String where) {
        int digest = digest(store);
        Integer before = contents.putIfAbsent(at, digest);
        if (before == null) return;
        compared++;
        if (before != digest) throw new AssertionError(where + " holds something else at " + at);
    }

    private static int digest(Store store) {
        int[] sum = {1};
        for (Family family : Family.values())
            store.scan(family, FIRST, BEYOND).forEach((key, value) -> {
                if (family == Family.META && key.length > 0 && key[0] == 0) return; // the mark
                sum[0] = (sum[0] * 31 + family.ordinal()) * 31 + Arrays.hashCode(key);
                sum[0] = sum[0] * 31 + Arrays.hashCode(value);
            });
        return sum[0];
    }
}
