package org.packetboat.engine.queue.settled;

import java.util.Optional;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Makes what is kept whole again after a disk has lost some of it: each envelope has its line by time, a line without
 * an envelope goes, and what is counted is counted anew.
 */
public final class SettledRepair {
    private final Store store;
    private final Repair repair;
    private Optional<QueueId> last = Optional.empty();
    private long lines;
    private long bytes;

    /** What is to be put right. */
    public interface Repair {
        /** This is to be in {@link Family#META}. */
        void wanted(byte[] key, byte[] value);

        /** This is not to be in {@link Family#META}. */
        void unwanted(byte[] key);

        /** This is to be in {@link Family#COUNTERS}. */
        void count(byte[] key, long wanted);
    }

    private SettledRepair(Store store, Repair repair) {
        this.store = store;
        this.repair = repair;
    }

    public static void run(Store store, Repair repair) {
        new SettledRepair(store, repair).run();
    }

    private void run() {
        store.scan(Family.META, SettledKeys.firstMail(), SettledKeys.endOfMail())
                .forEach((key, value) -> SettledKeys.ofMail(key, value).ifPresent(this::mail));
        store.scan(Family.META, SettledKeys.firstLine(), SettledKeys.endOfLines()).forEach((key, value) -> {
            boolean there = SettledKeys.ofLine(key, value)
                    .filter(line -> store.get(Family.META, SettledKeys.mail(line)).isPresent()).isPresent();
            if (!there) repair.unwanted(key);
        });
        repair.count(SettledKeys.LINES, lines);
        repair.count(SettledKeys.BYTES, bytes);
    }

    /** They come by message, so the bytes of each count once. */
    private void mail(SettledLine line) {
        lines++;
        repair.wanted(SettledKeys.line(line), line.encode());
        if (last.filter(line.id().message()::equals).isEmpty()) bytes += line.size();
        last = Optional.of(line.id().message());
    }
}
