package org.packetboat.engine.queue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * Version 0.1.0 kept a domain in Unicode under that name; now each is kept under its A-labels. What waits in a queue of
 * an earlier spelling, and what holds it, is moved when the queue is opened: portion by portion, since it may be
 * millions of mails, and the counts last, since by them the next start finds what is left to move.
 */
final class EarlierSpelling {
    private static final int AT_ONCE = 1000;
    /** Between the domain and the rest of a key in ORDER. */
    private static final byte[] END_OF_NAME = {0};
    private static final int KIND = Long.BYTES;

    private final Store store;
    private Batch batch = new Batch();

    private EarlierSpelling(Store store) {
        this.store = store;
    }

    /** A full disk is no reason not to start: what could not be moved is moved at the next start. */
    static void mendIfPossible(Store store) {
        try {
            mend(store);
        } catch (StoreException e) {
            return;
        }
    }

    /** @throws StoreException if the disk does not take it */
    static void mend(Store store) {
        EarlierSpelling earlier = new EarlierSpelling(store);
        Map<String, Domain> queues = earlier.names(Family.COUNTERS, "D", "E");
        if (!queues.isEmpty()) earlier.moveQueues(queues);
        earlier.names(Family.META, "hold\0", "hold\1").forEach(earlier::moveHold);
        earlier.write();
    }

    /** Keys begin with a prefix, and then a name follows. @return those in Unicode, and what they are called now */
    private Map<String, Domain> names(Family family, String prefix, String end) {
        Map<String, Domain> found = new HashMap<>();
        store.scan(family, Keys.utf8(prefix), Keys.utf8(end)).forEach((key, _) -> {
            if (isAscii(key)) return;
            String name = new String(key, prefix.length(), key.length - prefix.length(), StandardCharsets.UTF_8);
            found.put(name, Domain.stored(name));
        });
        return found;
    }

    private static boolean isAscii(byte[] key) {
        for (byte b : key)
            if (b < 0) return false;
        return true;
    }

    private void moveQueues(Map<String, Domain> queues) {
        queues.forEach(this::moveOrder);
        moveRows(queues);
        write();
        queues.forEach(this::moveCounts);
    }

    private void moveOrder(String name, Domain domain) {
        byte[] before = joined(Keys.utf8(name), END_OF_NAME);
        store.scan(Family.ORDER, before, joined(Keys.utf8(name), new byte[]{1})).forEach((key, value) -> {
            batch.delete(Family.ORDER, key).put(Family.ORDER, renamed(key, before, domain), value);
            changed();
        });
    }

    /** A timer of a row of mails has the place of the first in ORDER as its value. */
    private void moveRows(Map<String, Domain> queues) {
        store.scan(Family.TIMERS, Keys.nothing(), Keys.END).forEach((key, value) -> {
            if (key[KIND] != TimerKind.HEAD.ordinal() || isAscii(value)) return;
            String name = Keys.orderName(value);
            if (!queues.containsKey(name)) return;
            byte[] before = joined(Keys.utf8(name), END_OF_NAME);
            batch.put(Family.TIMERS, key, renamed(value, before, queues.get(name)));
            changed();
        });
    }

    private void moveCounts(String name, Domain domain) {
        count(Keys.utf8("D" + name), Keys.depth(domain));
        count(Keys.utf8("B" + name), Keys.bytes(domain));
        changed();
    }

    private void count(byte[] before, byte[] after) {
        batch.add(after, store.count(before)).delete(Family.COUNTERS, before);
    }

    private void moveHold(String name, Domain domain) {
        batch.delete(Family.META, Keys.hold(name)).put(Family.META, Keys.hold(domain.name()), Keys.nothing());
        changed();
    }

    private void changed() {
        if (batch.changes().size() >= AT_ONCE) write();
    }

    private void write() {
        if (batch.isEmpty()) return;
        store.stage(batch);
        batch = new Batch();
    }

    private static byte[] renamed(byte[] key, byte[] before, Domain domain) {
        return joined(Keys.orderStart(domain), Arrays.copyOfRange(key, before.length, key.length));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
