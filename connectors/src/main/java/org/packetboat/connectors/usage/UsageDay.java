package org.packetboat.connectors.usage;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The usage of one day, in a file to which the rows that have changed are added, and then a mark: up to which event
 * they count. What stands behind the last whole mark was cut off by a crash and counts for nothing; those events come
 * again. So an event counts once, whatever happens. Not for threads.
 *
 * <pre>
 * SENDER TAB LOGIN TAB SITE TAB BATCH TAB CURRENCY TAB ten numbers     each text as in a URL
 * = TAB NUMBER OF THE LAST EVENT TAB SUM OF THE LINES SINCE THE LAST MARK
 * </pre>
 */
final class UsageDay {
    /** More rows of a kind than these share one for all others. */
    static final int MOST = 50_000;
    private static final int KEYS = 5;
    private static final int NUMBERS = 10;
    private static final String MARK = "=\t";
    /** It is written anew when it has so many lines for each row, and some thousand more. */
    private static final int WASTE = 4;
    private static final int LEAST = 10_000;

    private final Path file;
    private final Map<UsageKey, UsageTotals> rows = new HashMap<>();
    private final Map<UsageKey.Kind, Integer> ofKind = new EnumMap<>(UsageKey.Kind.class);
    private final Set<UsageKey> changed = new HashSet<>();
    private long counted = -1;
    private long length;
    private long lines;

    UsageDay(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) read();
        rows.keySet().forEach(this::countKind);
    }

    private void countKind(UsageKey key) {
        ofKind.merge(key.kind(), 1, Integer::sum);
    }

    private void read() throws IOException {
        byte[] all = Files.readAllBytes(file);
        Map<UsageKey, UsageTotals> waiting = new HashMap<>();
        int begin = 0;
        int since = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] != '\n') continue;
            String line = new String(all, begin, at - begin, StandardCharsets.UTF_8);
            if (line.startsWith(MARK)) {
                if (!line.equals(mark(number(line), sum(all, since, begin)))) return;
                rows.putAll(waiting);
                waiting.clear();
                counted = number(line);
                length = at + 1L;
                since = at + 1;
            } else if (!read(line, waiting)) {
                return;
            }
            lines++;
            begin = at + 1;
        }
    }

    private static long number(String mark) {
        String[] parts = mark.split("\t");
        return parts.length == 3 && parts[1].matches("[0-9]{1,18}") ? Long.parseLong(parts[1]) : -1;
    }

    private static boolean read(String line, Map<UsageKey, UsageTotals> into) {
        String[] parts = line.split("\t", -1);
        if (parts.length != KEYS + NUMBERS) return false;
        try {
            String[] k = Stream.of(parts).limit(KEYS).map(p -> URLDecoder.decode(p, StandardCharsets.UTF_8))
                    .toArray(String[]::new);
            long[] n = Stream.of(parts).skip(KEYS).mapToLong(Long::parseLong).toArray();
            into.put(new UsageKey(k[0], k[1], k[2], k[3], k[4]),
                    new UsageTotals(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]));
            return true;
        } catch (IllegalArgumentException damaged) {
            return false;
        }
    }

    private static long sum(byte[] bytes, int from, int to) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, to - from);
        return sum.getValue();
    }

    private static String mark(long number, long sum) {
        return MARK + number + "\t" + sum;
    }

    private static String line(UsageKey k, UsageTotals t) {
        String key = Stream.of(k.sender(), k.login(), k.site(), k.batch(), k.currency())
                .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)).collect(Collectors.joining("\t"));
        return key + "\t" + Stream.of(t.messages(), t.bytes(), t.recipients(), t.delivered(), t.relayed(), t.failed(),
                t.calls(), t.millis(), t.wireBytes(), t.micros()).map(String::valueOf).collect(Collectors.joining("\t"))
                + "\n";
    }

    Map<UsageKey, UsageTotals> rows() {
        return rows;
    }

    /** Up to which event it counts; -1 if it counts none. */
    long counted() {
        return counted;
    }

    /** Counts an event, unless it was counted before. */
    void add(UsageEntry entry, long number) {
        if (number <= counted) return;
        UsageKey key = row(entry.key());
        if (rows.merge(key, entry.totals(), UsageTotals::plus) == entry.totals()) countKind(key);
        changed.add(key);
    }

    /** The row that this counts in: its own as long as there is room for its kind. */
    private UsageKey row(UsageKey own) {
        if (hasRoom(own)) return own;
        List<UsageKey> shared = own.shared().toList();
        return shared.stream().filter(this::hasRoom).findFirst().orElse(shared.getLast());
    }

    private boolean hasRoom(UsageKey key) {
        return rows.containsKey(key) || ofKind.getOrDefault(key.kind(), 0) < MOST;
    }

    /**
     * Has what was counted on disk, up to and with this event.
     *
     * @throws IOException if the disk does not take it; the same is to be tried again, with this event or a later one
     */
    void flush(long number) throws IOException {
        if (changed.isEmpty()) return;
        if (lines + changed.size() > LEAST + (long) WASTE * rows.size()) rewrite(number);
        else append(number);
        changed.clear();
        counted = number;
    }

    private static byte[] marked(Stream<String> lines, long number) {
        byte[] text = lines.collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
        byte[] mark = (mark(number, sum(text, 0, text.length)) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + mark.length).put(text).put(mark).array();
    }

    private void append(long number) throws IOException {
        byte[] bytes = marked(changed.stream().map(key -> line(key, rows.get(key))), number);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            write(channel, bytes, length);
        }
        if (length == 0) syncFolder();
        length += bytes.length;
        lines += changed.size() + 1;
    }

    private void rewrite(long number) throws IOException {
        byte[] bytes = marked(rows.entrySet().stream().map(row -> line(row.getKey(), row.getValue())), number);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            write(channel, bytes, 0);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
        length = bytes.length;
        lines = rows.size() + 1L;
    }

    /** Without it a file that is new, or another, may be gone after a power cut. */
    private void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long to = at;
        while (buffer.hasRemaining())
            to += channel.write(buffer, to);
        channel.force(true);
    }
}
