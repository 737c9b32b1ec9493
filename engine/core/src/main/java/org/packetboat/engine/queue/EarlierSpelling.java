package org.packetboat.engine.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Version 0.1.0 kept a domain in Unicode under that name; now each is kept under its A-labels. What waits in a queue of
 * an earlier spelling, and what holds it, is moved when the queue is opened.
 */
final class EarlierSpelling {
    /** Between the domain and the rest of a key in ORDER. */
    private static final byte[] END_OF_NAME = {0};
    private static final int KIND = Long.BYTES;

    private final Store store;
    private final Batch batch;

    /** @param batch gets what is to be changed */
    EarlierSpelling(Store store, Batch batch) {
        this.store = store;
        this.batch = batch;
    }

    void mend() {
        List<String> earlier = new ArrayList<>();
        store.scan(Family.COUNTERS, Keys.utf8("D"), Keys.utf8("E")).forEach((key, _) -> note(key, 1, earlier));
        earlier.forEach(this::moveQueue);
        List<String> held = new ArrayList<>();
        int prefix = Keys.hold("").length;
        store.scan(Family.META, Keys.hold(""), Keys.utf8("hold\1")).forEach((key, _) -> note(key, prefix, held));
        held.forEach(name -> batch.delete(Family.META, Keys.hold(name)).put(Family.META,
                Keys.hold(new Domain(name).name()), Keys.nothing()));
    }

    private static void note(byte[] key, int prefix, List<String> earlier) {
        for (byte b : key) {
            if (b >= 0) continue;
            earlier.add(new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8));
            return;
        }
    }

    private void moveQueue(String name) {
        Domain domain = new Domain(name);
        byte[] before = joined(Keys.utf8(name), END_OF_NAME);
        byte[] after = Keys.orderStart(domain);
        store.scan(Family.ORDER, before, joined(Keys.utf8(name), new byte[]{1})).forEach((key, value) -> batch
                .delete(Family.ORDER, key).put(Family.ORDER, renamed(key, before, after), value));
        store.scan(Family.TIMERS, Keys.nothing(), Keys.END).forEach((key, value) -> {
            if (key[KIND] != TimerKind.HEAD.ordinal() || !startsWith(value, before)) return;
            batch.put(Family.TIMERS, key, renamed(value, before, after));
        });
        count(Keys.utf8("D" + name), Keys.depth(domain));
        count(Keys.utf8("B" + name), Keys.bytes(domain));
    }

    private void count(byte[] before, byte[] after) {
        batch.add(after, store.count(before)).delete(Family.COUNTERS, before);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] renamed(byte[] key, byte[] before, byte[] after) {
        return joined(after, Arrays.copyOfRange(key, before.length, key.length));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
