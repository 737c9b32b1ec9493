package org.packetboat.engine.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Brokers that are well, and answer at once. Who asks for ever in one step gets an error instead of an answer. */
public final class HealthyLog implements ReplicatedLog, SnapshotStorage {
    public final List<Placed> records = new ArrayList<>();
    public final Map<String, byte[]> storage = new TreeMap<>();
    /** Whether what an old writer sends is refused, and is in the log all the same. */
    boolean forgetful;
    /** Whether nothing that is written arrives, nor is answered. */
    public volatile boolean silent;
    /** Whether what is put is answered only when this is over. */
    boolean slow;
    private static final int READS_IN_A_STEP = 1000;
    private final List<Runnable> unanswered = new ArrayList<>();

    private long end;
    private int reads;
    /** How often somebody said that he may fence soon. */
    int prepared;
    private int epoch;

    /** A machine makes a step. */
    void step() {
        reads = 0;
    }

    /** Somebody else writes to it. */
    void foreign(byte[] record) {
        records.add(new Placed(end++, record));
    }

    @Override
    public void prepare() {
        prepared++;
    }

    @Override
    public void fence(Consumer<Optional<Writer>> answer) {
        int mine = ++epoch;
        answer.accept(Optional.of(new Writer() {
            @Override
            public void append(byte[] record, Consumer<Optional<Long>> acknowledged) {
                if (silent) return;
                if (mine != epoch) {
                    if (forgetful) records.add(new Placed(end++, record));
                    acknowledged.accept(Optional.empty());
                    return;
                }
                records.add(new Placed(end, record));
                acknowledged.accept(Optional.of(end++));
            }

            @Override
            public void endTransaction() {}

            @Override
            public void close() {}
        }));
    }

    @Override
    public void read(long from, Consumer<Optional<Page>> answer) {
        if (++reads > READS_IN_A_STEP) throw new AssertionError("the log is read for ever, from " + from);
        answer.accept(Optional.of(new Page(records.stream().filter(r -> r.offset() >= from).toList(), end)));
    }

    @Override
    public void cut(long before, Consumer<Optional<Boolean>> answer) {
        records.removeIf(r -> r.offset() < before);
        answer.accept(Optional.of(true));
    }

    @Override
    public void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer) {
        storage.put(name, bytes);
        if (slow) unanswered.add(() -> answer.accept(Optional.of(true)));
        else answer.accept(Optional.of(true));
    }

    /** What was put is answered, and from now on at once. */
    void answerWhatWasPut() {
        slow = false;
        List.copyOf(unanswered).forEach(Runnable::run);
        unanswered.clear();
    }

    @Override
    public void get(String name, Consumer<Optional<byte[]>> answer) {
        answer.accept(Optional.of(storage.getOrDefault(name, new byte[0])));
    }

    @Override
    public void list(String prefix, Consumer<Optional<List<String>>> answer) {
        answer.accept(Optional.of(storage.keySet().stream().filter(name -> name.startsWith(prefix)).toList()));
    }

    @Override
    public void remove(String name) {
        storage.remove(name);
    }
}
