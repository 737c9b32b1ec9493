package org.packetboat.connectors.recipients;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongFunction;

/**
 * Sorts rows and writes a {@link KeptList}. Takes memory for a hundred thousand rows at a time, however many there are:
 * sorted runs of them go to scratch files, and are merged at the end. Until {@link #finish} nothing but scratch files
 * is there; closing it takes them away.
 */
final class KeptListWriter implements Closeable {
    private static final int RUN = 100_000;
    private static final int MOST_CONFLICTS = 20;
    private static final Comparator<Row> ORDER = Comparator.comparing(Row::key, Arrays::compareUnsigned)
            .thenComparingLong(Row::place);

    private record Row(byte[] key, int site, long place) {}

    private final Path scratch;
    private final LongFunction<String> where;
    private final int most;
    private final List<Row> rows = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private final Map<String, Integer> sites = new LinkedHashMap<>();
    private final List<String> conflicts = new ArrayList<>();

    /**
     * @param scratch the name of scratch files, without their numbers; what a killed server left is replaced
     * @param where   a place in the source, for people
     */
    KeptListWriter(Path scratch, LongFunction<String> where) {
        this(scratch, where, RUN);
    }

    /** @param most how many rows are sorted at a time */
    KeptListWriter(Path scratch, LongFunction<String> where, int most) {
        this.scratch = scratch;
        this.where = where;
        this.most = most;
    }

    /** @param place where the row stands in its source, for messages */
    void add(byte[] key, Optional<String> site, long place) throws IOException {
        int number = site.map(name -> sites.computeIfAbsent(name, _ -> sites.size() + 1)).orElse(0);
        rows.add(new Row(key, number, place));
        if (rows.size() == most) spill();
    }

    private void spill() throws IOException {
        rows.sort(ORDER);
        Path run = scratch.resolveSibling(scratch.getFileName() + "." + (runs.size() + 1));
        runs.add(run);
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
            for (Row row : rows) {
                out.writeShort(row.key.length);
                out.write(row.key);
                out.writeInt(row.site);
                out.writeLong(row.place);
            }
        }
        rows.clear();
    }

    /** Rows in their order. */
    private interface Sorted extends Closeable {
        /** @return empty at the end */
        Optional<Row> next() throws IOException;

        @Override
        default void close() throws IOException {
            // in memory
        }
    }

    private static final class Run implements Sorted {
        private final DataInputStream in;

        Run(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 14));
        }

        @Override
        public Optional<Row> next() throws IOException {
            int high = in.read();
            if (high < 0) return Optional.empty();
            byte[] key = new byte[high << Byte.SIZE | in.readUnsignedByte()];
            in.readFully(key);
            return Optional.of(new Row(key, in.readInt(), in.readLong()));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Merged implements Sorted {
        private record Head(Row row, Sorted from) {}

        private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::row, ORDER));

        void add(Sorted more) throws IOException {
            more.next().ifPresent(row -> heads.add(new Head(row, more)));
        }

        @Override
        public Optional<Row> next() throws IOException {
            Head first = heads.poll();
            if (first == null) return Optional.empty();
            add(first.from);
            return Optional.of(first.row);
        }
    }

    /**
     * Writes the list, and brings it to the disk.
     *
     * @param about what it says of itself; its domains are those that it covers, with any numbers, and its sites do not
     *              count
     * @throws ListRefused if two rows say that somebody lives at two sites
     */
    void finish(Path file, KeptList.Facts about) throws IOException, ListRefused {
        List<Run> open = new ArrayList<>();
        try {
            rows.sort(ORDER);
            Merged merged = new Merged();
            var left = rows.iterator();
            merged.add(() -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
            for (Path path : runs) {
                Run run = new Run(path);
                open.add(run);
                merged.add(run);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                write(merged, new KeptListBlocks(channel), about);
                channel.force(true);
            }
        } finally {
            for (Run run : open)
                run.close();
        }
        if (!conflicts.isEmpty()) throw new ListRefused(conflicts);
    }

    private void write(Sorted all, KeptListBlocks blocks, KeptList.Facts about) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        about.domains().keySet().forEach(domain -> counts.put(domain.name(), 0L));
        Optional<Row> before = Optional.empty();
        for (Optional<Row> next = all.next(); next.isPresent(); next = all.next()) {
            Row row = next.get();
            if (before.filter(b -> Arrays.equals(b.key, row.key)).isPresent()) {
                tellIfOther(before.get(), row);
                continue;
            }
            blocks.add(row.key, row.site);
            counts.merge(new String(row.key, 0, ListKey.domainLength(row.key), StandardCharsets.UTF_8),
                    1L, Long::sum);
            before = next;
        }
        blocks.finish(counts, List.copyOf(sites.keySet()), about);
    }

    private void tellIfOther(Row first, Row second) {
        if (first.site == second.site || conflicts.size() == MOST_CONFLICTS) return;
        conflicts.add(where.apply(second.place) + ": found " + ListKey.text(second.key) + " at another site than in "
                + where.apply(first.place) + "; expected one site");
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs)
            Files.deleteIfExists(run);
    }
}
