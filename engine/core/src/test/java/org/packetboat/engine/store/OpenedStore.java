package org.packetboat.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store under test: opened before each test and closed after it, and what tests need to write to it and read it. */
abstract class OpenedStore {
    static final byte[] FIRST = {};
    static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1};
    private static final long PATIENCE_SECONDS = 60;

    protected Store store;

    /** A new, empty store. */
    protected abstract Store open();

    /** The same store, after {@link #store} was closed. */
    protected abstract Store reopen();

    /** The same store, after its process was killed: what the operating system had taken of it is there. */
    protected abstract Store afterKill();

    /** The same store, after the power failed: what was not synced is gone, or torn. */
    protected abstract Store afterPowerCut();

    @BeforeEach
    void openIt() {
        store = open();
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    /** Commits and waits for the answer, which must be good. */
    protected final void commit(Batch batch) {
        assertEquals(Optional.empty(), await(later(batch)));
    }

    /** Commits; the result comes with the answer. */
    protected final CompletableFuture<Optional<StoreException>> later(Batch batch) {
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(batch, answer::complete);
        return answer;
    }

    protected static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    protected static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    static Batch letters() {
        Batch batch = new Batch();
        for (String letter : List.of("c", "a", "e", "b", "d"))
            batch.put(Family.META, key(letter), key(letter));
        return batch;
    }

    final String text(Family family, String key) {
        return string(store.get(family, key(key)).orElseThrow());
    }

    final List<String> entries(byte[] from, byte[] to) {
        List<String> entries = new ArrayList<>();
        store.scan(Family.META, from, to).forEach((key, value) -> entries.add(string(key) + "=" + string(value)));
        return entries;
    }

    static String string(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
