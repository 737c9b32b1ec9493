package org.packetboat.connectors.history;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Adds to the files of a history, and deletes the oldest: those that are too old once the clock can be trusted, and as
 * many as are needed to stay below the size. Files are only added to, never changed. If a write fails, its entries are
 * counted, and the count is written with the next ones. Used by one thread.
 */
final class HistoryWriting {
    private static final Duration LONGEST_FILE = Duration.ofDays(1);
    private static final Duration JUMP = Duration.ofDays(7);
    private static final Duration BELIEVED = Duration.ofDays(3);
    private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final HistoryFolder folder;
    private final HistorySettings settings;
    private final BooleanSupplier diskFull;
    private final SteadyClock steady;
    private Optional<OpenPart> open = Optional.empty();
    private long openedAt;
    private long syncedAt = System.nanoTime();
    private long lookedAt = System.nanoTime();
    private boolean synced = true;
    private boolean begun;
    private Frame beginning = new Frame.Closed(Instant.EPOCH);
    private long lost;
    private Instant firstLost = Instant.MIN;
    /** While the disk is full: bytes that were freed by deleting files, and may be written again. */
    private long room;

    HistoryWriting(HistoryFolder folder, HistorySettings settings, BooleanSupplier diskFull, Instant now) {
        this.folder = folder;
        this.settings = settings;
        this.diskFull = diskFull;
        this.steady = new SteadyClock(now, System.nanoTime());
    }

    boolean isSynced() {
        return synced;
    }

    /** Counts lost entries; the count is written with the next ones. @param first when the first of them happened */
    void lost(long count, Instant first) {
        if (count > 0 && lost == 0) firstLost = first;
        lost += count;
    }

    /** @throws IOException if nothing of it was written */
    void write(List<Frame> events, Instant now, long nanos) throws IOException {
        List<Frame> frames = new ArrayList<>();
        OpenPart part = open(now, nanos, frames);
        if (lost > 0) frames.add(new Frame.Lost(now, firstLost, lost));
        frames.addAll(events);
        makeRoom(frames);
        part.append(frames);
        begun = true;
        lost = 0;
        synced = false;
    }

    /** The file to be written; what has to be written first is added to the frames. */
    private OpenPart open(Instant now, long nanos, List<Frame> first) throws IOException {
        if (open.isEmpty()) {
            Files.createDirectories(folder.folder());
            List<HistoryFolder.Part> parts = folder.parts();
            Optional<HistoryFolder.Part> last = parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
            boolean goesOn = last.filter(part -> !part.isFinished()).isPresent();
            long number = last.map(HistoryFolder.Part::number).orElse(0L) + (goesOn ? 0 : 1);
            open = Optional.of(OpenPart.of(folder.part(number), settings.fileSize()));
            openedAt = nanos;
            beginning = begin(now, last);
        }
        if (!begun) first.add(beginning);
        return open.get();
    }

    /** Where a file has just been finished, a life ended between that and the next. */
    private Frame begin(Instant now, Optional<HistoryFolder.Part> before) {
        Optional<Frame> last = open.flatMap(OpenPart::last);
        boolean clean = last.map(Frame.Closed.class::isInstance).orElse(before.isEmpty());
        return new Frame.Begun(now,
                last.map(Frame::at).or(() -> before.flatMap(HistoryFolder.Part::newest)).orElse(now),
                clean);
    }

    /** While the disk is full, nothing is written that was not given up before. */
    private void makeRoom(List<Frame> frames) throws IOException {
        if (!diskFull.getAsBoolean()) {
            room = 0;
            return;
        }
        long needed = frames.stream().mapToLong(frame -> Frames.framed(frame).length).sum();
        if (room < needed) room += giveUpOldest();
        if (room < needed) throw new IOException("the disk is full");
        room -= needed;
    }

    private long giveUpOldest() throws IOException {
        List<HistoryFolder.Part> parts = folder.parts();
        if (parts.size() < 2) return 0;
        long size = parts.getFirst().size();
        parts.getFirst().delete();
        return size;
    }

    /** Does what is due: syncs, begins another file, gives up what is too old. */
    void look(Instant now, long nanos, boolean idle) throws IOException {
        if (!synced && (idle || nanos - syncedAt >= BETWEEN_SYNCS.toNanos())) {
            open.orElseThrow().sync();
            synced = true;
            syncedAt = nanos;
        }
        boolean old = nanos - openedAt >= LONGEST_FILE.toNanos();
        boolean finished = open.filter(part -> old || part.size() >= settings.fileSize()).isPresent();
        if (finished) finish(now, nanos);
        if (!finished && nanos - lookedAt < BETWEEN_LOOKS.toNanos()) return;
        lookedAt = nanos;
        prune(now, steady.isSteady(now, nanos));
    }

    /** Every file but a history's first says how the one before ended: the next is begun at once. */
    private void finish(Instant now, long nanos) throws IOException {
        OpenPart done = open.orElseThrow();
        open = Optional.empty();
        done.finish();
        open = Optional.of(OpenPart.of(folder.part(done.part().number() + 1), settings.fileSize()));
        open.get().append(List.of(new Frame.Begun(now, now, true)));
        openedAt = nanos;
    }

    /** Gives up the oldest files. @param byAge whether the clock is to be trusted with that */
    void prune(Instant now, boolean byAge) throws IOException {
        List<HistoryFolder.Part> parts = folder.parts();
        long total = parts.stream().mapToLong(HistoryFolder.Part::size).sum();
        int old = byAge ? tooOld(parts, now, now.minus(settings.keep())) : 0;
        for (int i = 0; i < parts.size() - 1 && (i < old || total > settings.size()); i++) {
            total -= parts.get(i).size();
            parts.get(i).delete();
        }
    }

    /**
     * How many files from the first on are too old. A file goes by what its own entries say; one that says it was made
     * in the future, or says nothing, by the next that can be believed. So no wrong time in one of them costs another.
     */
    private static int tooOld(List<HistoryFolder.Part> parts, Instant now, Instant limit) {
        List<Optional<Instant>> newest = parts.stream().map(HistoryFolder.Part::newest).toList();
        if (isInDoubt(newest.stream().flatMap(Optional::stream).toList(), now)) return 0;
        Instant latest = now.plus(LONGEST_FILE);
        for (int i = 0; i < parts.size(); i++) {
            Optional<Instant> made = newest.subList(i, parts.size()).stream().flatMap(Optional::stream)
                    .filter(at -> !at.isAfter(latest)).findFirst();
            if (made.filter(limit::isAfter).isEmpty()) return i;
        }
        return parts.size();
    }

    /**
     * Where the time jumps from one file to the next, or to now, nobody knows on which side the clock was wrong. What
     * comes after the jump is believed once it has gone on for some days: a clock that was wrong for a day is not.
     */
    private static boolean isInDoubt(List<Instant> newest, Instant now) {
        Instant after = now;
        for (Instant before : newest.reversed()) {
            if (Duration.between(before, after).abs().compareTo(JUMP) > 0)
                return Duration.between(after, now).compareTo(BELIEVED) < 0;
            after = before;
        }
        return false;
    }

    /** Ends in good order; if it can't be told that something is missing, it does not say so. */
    void end(Instant now) throws IOException {
        try {
            if (lost > 0) write(List.of(), now, System.nanoTime());
            if (begun) open.orElseThrow().append(List.of(new Frame.Closed(now)));
        } finally {
            if (open.isPresent()) close(open.get());
        }
    }

    private static void close(OpenPart part) throws IOException {
        try (part) {
            part.sync();
        }
    }
}
