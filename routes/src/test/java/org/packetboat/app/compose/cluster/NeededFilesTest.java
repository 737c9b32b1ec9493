package org.packetboat.app.compose.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.log.LocalStore;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.log.LogWatcher;
import org.packetboat.engine.log.ReplicatedLog;
import org.packetboat.engine.log.SnapshotStorage;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Store;

/** Only a machine that has the lines may own the queue. */
class NeededFilesTest {
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path folder;

    /** An empty log whose brokers are well. */
    private static final class EmptyLog implements ReplicatedLog, SnapshotStorage {
        private final List<Placed> records = new ArrayList<>();
        private final Map<String, byte[]> storage = new TreeMap<>();

        @Override
        public void fence(Consumer<Optional<Writer>> answer) {
            answer.accept(Optional.of(new Writer() {
                @Override
                public void append(byte[] record, Consumer<Optional<Long>> acknowledged) {
                    records.add(new Placed(records.size(), record));
                    acknowledged.accept(Optional.of(records.size() - 1L));
                }

                @Override
                public void endTransaction() {}

                @Override
                public void close() {}
            }));
        }

        @Override
        public void read(long from, Consumer<Optional<Page>> answer) {
            answer.accept(Optional.of(new Page(records.stream().filter(r -> r.offset() >= from).toList(),
                    records.size())));
        }

        @Override
        public void cut(long before, Consumer<Optional<Boolean>> answer) {
            answer.accept(Optional.of(true));
        }

        @Override
        public void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer) {
            storage.put(name, bytes);
            answer.accept(Optional.of(true));
        }

        @Override
        public void get(String name, Consumer<Optional<byte[]>> answer) {
            answer.accept(Optional.of(storage.getOrDefault(name, new byte[0])));
        }

        @Override
        public void list(String prefix, Consumer<Optional<List<String>>> answer) {
            answer.accept(Optional.of(storage.keySet().stream().filter(n -> n.startsWith(prefix)).toList()));
        }

        @Override
        public void remove(String name) {
            storage.remove(name);
        }
    }

    private static final class Watch implements LogWatcher {
        private int owned;

        @Override
        public void owns(Store store) {
            owned++;
        }

        @Override
        public void steppedDown() {}

        @Override
        public void lost(long entries) {}

        @Override
        public void gaveUp(long entries) {}

        @Override
        public void foreign(long offset) {}

        @Override
        public void namesake() {}
    }

    private static LocalStore disk(Store store) {
        return new LocalStore() {
            @Override
            public Store open() {
                return store;
            }

            @Override
            public Store empty() {
                return store;
            }
        };
    }

    @Test
    void aMachineWithoutTheLineOwnsWhenItIsThere() throws IOException {
        Path line = folder.resolve("ttyUSB0");
        NeededFiles needed = new NeededFiles(List.of(folder, line));
        EmptyLog log = new EmptyLog();
        Watch watch = new Watch();
        LogMember member = new LogMember("a", 1, Duration.ZERO, log, log, disk(new SimStore(1)),
                needed.rules(LogSettings.DEFAULT), watch, () -> {});
        Duration now = pass(member, Duration.ZERO, LONG);
        assertFalse(needed.areThere());
        assertEquals(0, watch.owned);
        Files.createFile(line);
        needed.look();
        assertTrue(needed.areThere());
        now = pass(member, now, Duration.ofMinutes(1));
        assertEquals(1, watch.owned);
        Files.delete(line);
        needed.look();
        pass(member, now, Duration.ofMinutes(1));
        assertTrue(member.lease().mayStart(now.plus(Duration.ofMinutes(1))), "an owner stays one");
    }

    private static Duration pass(LogMember member, Duration from, Duration time) {
        Duration now = from;
        for (Duration end = from.plus(time); now.compareTo(end) < 0;) {
            now = now.plusMillis(100);
            member.step(now);
        }
        return now;
    }

    @Test
    void whoNeedsNothingHasAll() {
        assertTrue(new NeededFiles(List.of()).areThere());
    }
}
