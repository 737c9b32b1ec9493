package org.packetboat.engine.queue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * The rules by which an operator holds mail: a domain, or everything. Each stands until it is lifted itself. On disk
 * before it is answered, and still there after a restart.
 */
final class Holds {
    private final Store store;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    Holds(Store store) {
        this.store = store;
        byte[] first = Keys.hold("");
        store.scan(Family.META, first, Keys.utf8("hold\1")).forEach((key,
                _) -> held.add(new String(key, first.length, key.length - first.length, StandardCharsets.UTF_8)));
    }

    boolean isHeld(Domain domain) {
        return held.contains(domain.name()) || held.contains(MailQueue.EVERYTHING);
    }

    /** The rules in force. */
    Set<String> rules() {
        return Set.copyOf(held);
    }

    /** @param done told whether the store has taken it */
    void add(String rule, Consumer<Boolean> done) {
        store.commit(new Batch().put(Family.META, Keys.hold(rule), Keys.nothing()), failure -> {
            if (failure.isEmpty()) held.add(rule);
            done.accept(failure.isEmpty());
        });
    }

    /** @param done told whether the store has taken it */
    void remove(Set<String> rules, Consumer<Boolean> done) {
        Batch batch = new Batch();
        rules.forEach(rule -> batch.delete(Family.META, Keys.hold(rule)));
        store.commit(batch, failure -> {
            if (failure.isEmpty()) held.removeAll(rules);
            done.accept(failure.isEmpty());
        });
    }
}
