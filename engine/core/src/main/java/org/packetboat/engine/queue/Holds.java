package org.packetboat.engine.queue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** The domains whose mail an operator holds: on disk before it is answered, and still there after a restart. */
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

    /** @param done told whether the store has taken it */
    void set(String domain, boolean hold, Consumer<Boolean> done) {
        Batch batch = hold
                ? new Batch().put(Family.META, Keys.hold(domain), Keys.nothing())
                : new Batch().delete(Family.META, Keys.hold(domain));
        store.commit(batch, failure -> {
            if (failure.isEmpty() && hold) held.add(domain);
            if (failure.isEmpty() && !hold) held.remove(domain);
            done.accept(failure.isEmpty());
        });
    }
}
