package org.packetboat.engine.log.entry;

import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** One step of the log: it takes effect as a whole or not at all. */
public record LogEntry(LogPosition at, Content content) {
    /** What it does. */
    public sealed interface Content {
        /**
         * A machine owns the queue from here on. It counts only where the log stands at {@code after}.
         *
         * @param base  the state that it goes on from; other than {@code after} only if brokers have lost records
         * @param after the position before it in the log, as its writer has read it
         */
        record Opening(LogPosition base, LogPosition after, String machine) implements Content {}

        /** Changes of the store. */
        record Changes(Batch batch) implements Content {}

        /** A family of the store is emptied. */
        record Emptied(Family family) implements Content {}
    }
}
