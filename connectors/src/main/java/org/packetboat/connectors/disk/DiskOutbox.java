package org.packetboat.connectors.disk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.disk.DiskFile;
import org.packetboat.protocols.uucp.mail.BundleJob;
import org.packetboat.protocols.uucp.mail.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits for a far side to a disk. What a file holds is noted here before the file is on the disk, and the
 * mail is settled as carried after that: a crash in between has it written once more, and the far side knows it again.
 */
final class DiskOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(DiskOutbox.class);
    private static final int AT_ONCE = 1000;

    private final DiskPacking packing;
    private final DiskPacking.Pair pair;
    private final CarriedFiles carried;
    private final Duration within;
    private final InstantSource clock;
    private final DiskMemory memory;
    private final Deque<Transfer> left = new ArrayDeque<>();
    private boolean empty;

    /** @param within how long an answer is waited for */
    DiskOutbox(DiskPacking packing, DiskPacking.Pair pair, CarriedFiles carried, Duration within,
            InstantSource clock, DiskMemory memory) {
        this.packing = packing;
        this.pair = pair;
        this.carried = carried;
        this.within = within;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * Writes all there is.
     *
     * @param stopped whether no more is to be begun
     * @return the bytes written
     */
    long write(PluggedDisk disk, Supply supply, BooleanSupplier stopped) throws IOException {
        long bytes = 0;
        empty = false;
        while (!stopped.getAsBoolean()) {
            Room room = packing.room();
            fill(room, supply);
            if (room.transfers().isEmpty()) return bytes;
            bytes += write(disk, supply, room.transfers());
        }
        return bytes;
    }

    private void fill(Room room, Supply supply) throws IOException {
        while (!room.isFull()) {
            if (left.isEmpty() && !empty) left.addAll(ask(supply));
            if (left.isEmpty()) return;
            Transfer next = left.peek();
            if (next.body().size() > memory.largestMail()) {
                supply.settle(next.envelope().id(), BundleJob.each(next, new Outcome.Refused(
                        new Reply(552, "5.3.4", memory.tooLarge()))));
            } else if (!room.take(next)) {
                return;
            }
            left.remove();
        }
    }

    private List<Transfer> ask(Supply supply) throws IOException {
        CompletableFuture<List<Transfer>> offered = new CompletableFuture<>();
        supply.take(new Demand(AT_ONCE, memory.largestMail()), offered::complete);
        List<Transfer> transfers = Await.answer(offered);
        empty = transfers.isEmpty();
        return transfers.stream().filter(Transfer::mayBegin).toList();
    }

    /** What can't be packed holds up nothing else. */
    private long write(PluggedDisk disk, Supply supply, List<Transfer> transfers) throws IOException {
        Queue<List<Transfer>> parts = new ArrayDeque<>(List.of(transfers));
        long bytes = 0;
        Instant now = clock.instant();
        Instant until = now.plus(within).truncatedTo(ChronoUnit.SECONDS);
        while (!parts.isEmpty()) {
            List<Transfer> part = parts.remove();
            try {
                bytes += memory.alone(() -> write(disk, supply, part, packing.pack(part, until), until));
            } catch (IllegalStateException | StoreException unreadable) {
                if (part.size() == 1) postpone(supply, part.getFirst(), unreadable);
                else part.forEach(one -> parts.add(List.of(one)));
            }
        }
        return bytes;
    }

    private static void postpone(Supply supply, Transfer one, RuntimeException why) {
        Reply reply = new Reply(451, "4.3.0", "cannot pack it: " + Printable.of(String.valueOf(why.getMessage())));
        supply.settle(one.envelope().id(), BundleJob.each(one, new Outcome.Deferred(reply)));
    }

    private long write(PluggedDisk disk, Supply supply, List<Transfer> part, byte[] file, Instant until)
            throws IOException {
        String id = DiskFile.id(file);
        carried.keep(id, part);
        try {
            disk.write(pair.us(), pair.node(), id + DiskFile.SUFFIX, file);
        } catch (IOException notThere) {
            carried.forget(id);
            throw notThere;
        }
        LOG.info("event=disk-written disk={} node={} file={} mails={} bytes={} answer-until={}", disk.name(),
                pair.node(), id, part.size(), file.length, until);
        Outcome on = new Outcome.Carried(until, new Reply(250, "2.0.0",
                "on disk " + disk.name() + ", file " + id + "; its answer is awaited until " + until));
        part.forEach(one -> supply.settle(one.envelope().id(), BundleJob.each(one, on)));
        return file.length;
    }
}
