package org.packetboat.engine.store;

import java.util.List;
import java.util.Optional;

/** What is to be done when a batch is durable, or is not. */
public final class Followers {
    private Followers() {}

    /** Does all of it: one that fails keeps back none of the others; the first failure goes to the caller then. */
    public static void runAll(List<Runnable> all) {
        Optional<RuntimeException> bug = Optional.empty();
        for (Runnable one : all) {
            try {
                one.run();
            } catch (RuntimeException e) {
                bug = bug.or(() -> Optional.of(e));
            }
        }
        if (bug.isPresent()) throw bug.get();
    }
}
