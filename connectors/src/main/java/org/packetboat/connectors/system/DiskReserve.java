package org.packetboat.connectors.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk of the data folder that is kept for getting out of trouble: to settle a delivery takes a write, and
 * a disk that is full to the last block could neither send mail nor start again.
 *
 * <p>While less than the wanted room is free, no new mail is taken in. Since other programs may fill the disk, too, a
 * file {@code reserve} of that size lies in the data folder. When the disk is all but full, the file is given up, so
 * that mail can go out; when there is room again, it is made anew. {@link #look} decides; it is called every few
 * seconds, and before the store is opened.
 */
public final class DiskReserve implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final String FILE = "reserve";
    private static final int PIECE = 1 << 20;
    /** With less than this part of the wanted room left, the file is given up. */
    private static final int ALMOST_NOTHING = 4;
    /** With so many times the wanted room free, the file is made. */
    private static final int PLENTY = 3;

    private final Path data;
    private final long wanted;
    private final LongSupplier free;
    private volatile boolean full;
    private volatile boolean closed;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /** @param wanted in bytes; 0 for no reserve, and no limit but the disk's own */
    public DiskReserve(Path data, long wanted) {
        this(data, wanted, () -> usable(data));
    }

    DiskReserve(Path data, long wanted, LongSupplier free) {
        this.data = data;
        this.wanted = wanted;
        this.free = free;
    }

    private static long usable(Path data) {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // not known: then the disk says so itself
        }
    }

    /** Looks again and again until it is closed. @param room told each time how many bytes are free for mail */
    public void watch(LongConsumer room) {
        thread = Thread.ofVirtual().name("disk-reserve").start(() -> run(room));
    }

    private void run(LongConsumer room) {
        try {
            while (!closed) {
                look();
                room.accept(Math.max(0, free.getAsLong() - wanted));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is too little room to take in mail. */
    public boolean isFull() {
        return full;
    }

    /** Bytes free on the disk now, those of the reserve not counted. */
    public long free() {
        return free.getAsLong();
    }

    /** With fewer bytes free than these, no mail is taken in; 0 for no limit. */
    public long wanted() {
        return wanted;
    }

    /** Finds out how much is free, and does what follows from that. */
    public synchronized void look() {
        if (wanted == 0) return;
        long now = free.getAsLong();
        Path file = data.resolve(FILE);
        boolean kept = Files.exists(file);
        if (kept && now < wanted / ALMOST_NOTHING) giveUp(file, now);
        else if (!kept && now >= PLENTY * wanted) make(file);
        judge(free.getAsLong(), Files.exists(file));
    }

    /** What was given up counts as missing: else mail that comes in would use it up. */
    private void judge(long now, boolean kept) {
        long needed = kept || !full ? wanted : 2 * wanted;
        boolean isFull = now < (full ? needed + needed / ALMOST_NOTHING : needed);
        if (isFull && !full) {
            LOG.error(
                    "event=disk-full folder={} free={} wanted={}; no mail is taken in until there is room",
                    data, now, wanted);
        } else if (!isFull && full) {
            LOG.info("event=disk-full folder={} free={} now=over", data, now);
        }
        full = isFull;
    }

    private void giveUp(Path file, long now) {
        try {
            Files.delete(file);
            LOG.error("event=reserve-given-up file={} free={}; mail can go out with its {} bytes", file, now, wanted);
            full = true;
        } catch (IOException e) {
            LOG.warn("event=reserve-not-given-up file={} reason=\"{}\"", file, e.toString());
        }
    }

    private void make(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = wanted; left > 0; left -= PIECE)
                write(channel, (int) Math.min(PIECE, left));
            channel.force(true);
        } catch (IOException e) {
            LOG.warn("event=reserve-not-made file={} reason=\"{}\"", file, e.toString());
            file.toFile().delete();
        }
    }

    private static void write(FileChannel channel, int bytes) throws IOException {
        for (ByteBuffer zeros = ByteBuffer.allocate(bytes); zeros.hasRemaining();)
            channel.write(zeros);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
