package org.packetboat.engine.log;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where snapshots lie, beside the log and kept like it. Answers come once, late, or never; an empty one means that it
 * failed or may have failed. They may come on any thread.
 */
public interface SnapshotStorage {
    void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer);

    /** Answered with no bytes if there is none of that name. */
    void get(String name, Consumer<Optional<byte[]>> answer);

    /** All names that begin so, in order. */
    void list(String prefix, Consumer<Optional<List<String>>> answer);

    void remove(String name);
}
