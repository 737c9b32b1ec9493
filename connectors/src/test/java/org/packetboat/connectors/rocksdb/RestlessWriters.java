package org.packetboat.connectors.rocksdb;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Store;

/**
 * A process that commits numbered batches from several threads until it is killed, and prints "writer number" for each
 * once it is answered. Argument: the folder.
 */
public final class RestlessWriters {
    static final int WRITERS = 6;

    private RestlessWriters() {}

    public static void main(String[] arguments) {
        Store store = new RocksStore(Path.of(arguments[0]));
        for (int writer = 0; writer < WRITERS; writer++) {
            int self = writer;
            Thread.ofPlatform().start(() -> write(store, self));
        }
    }

    private static void write(Store store, int writer) {
        for (int number = NumberedBatches.next(store, writer);; number++) {
            Batch batch = NumberedBatches.rest(writer, number);
            if (number % 2 == 0) NumberedBatches.body(writer, number).changes().forEach(batch.changes()::add);
            else store.stage(NumberedBatches.body(writer, number));
            CompletableFuture<Void> answered = new CompletableFuture<>();
            store.commit(batch, failure -> failure.ifPresentOrElse(answered::completeExceptionally,
                    () -> answered.complete(null)));
            answered.join();
            System.out.println(writer + " " + number);
        }
    }
}
