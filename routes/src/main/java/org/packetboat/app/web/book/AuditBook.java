package org.packetboat.app.web.book;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what on the board, and why: in the file {@code audit.jsonl} in the data folder, and in the log. An action is
 * on disk before it is done; if it can't be written, it is not done. Each action has two lines with the same
 * {@code id}: the first when it is asked for, the second with the answer. At 4 MB the file becomes
 * {@code audit.1.jsonl}, and the {@code audit.1.jsonl} before it is deleted.
 */
public final class AuditBook {
    private static final int SHOWN = 500;
    private static final Logger LOG = LoggerFactory.getLogger(AuditBook.class);

    private final Path file;
    private final LineFile lines;
    private final Function<AuditEntry, String> write;
    private final Function<String, Optional<AuditEntry>> read;
    private final Map<String, AuditEntry> latest = new LinkedHashMap<>();
    private long number;
    private boolean isRead;

    /**
     * @param write an entry as a JSON object of one line
     * @param read  the other way; empty if the line is none
     */
    public AuditBook(Path file, Function<AuditEntry, String> write, Function<String, Optional<AuditEntry>> read) {
        this.file = file;
        this.lines = new LineFile(file, file.resolveSibling("audit.1.jsonl"));
        this.write = write;
        this.read = read;
    }

    /**
     * Writes down what is asked for.
     *
     * @return by which its answer is noted
     * @throws IOException if it can't be written: then it is not to be done
     */
    public synchronized AuditEntry asked(Instant at, String user, String address, String action, String target,
            String note) throws IOException {
        return asked(at, List.of(new AuditEntry("", at.toString(), user, address, action, target, note, "")))
                .getFirst();
    }

    /** The same for several that are done together: all are written down, or none. @param wanted without ids */
    public synchronized List<AuditEntry> asked(Instant at, List<AuditEntry> wanted) throws IOException {
        load();
        List<AuditEntry> entries = new ArrayList<>();
        for (AuditEntry each : wanted)
            entries.add(each.named(Long.toString(at.toEpochMilli(), Character.MAX_RADIX) + "-" + number++));
        append(entries);
        entries.forEach(e -> LOG.info("event=operator-asked action={} target={} user={} address={} note=\"{}\"",
                e.action(), e.target(), e.user().isEmpty() ? "-" : e.user(), e.address(),
                e.note().replace('"', '\'')));
        return List.copyOf(entries);
    }

    /** Notes what came of it. It is done: if that can't be written, the log says so. */
    public AuditEntry answered(AuditEntry entry, String answer) {
        return answered(List.of(entry), answer).getFirst();
    }

    /** The same for several that were done together. */
    public synchronized List<AuditEntry> answered(List<AuditEntry> entries, String answer) {
        List<AuditEntry> whole = entries.stream().map(entry -> entry.answered(answer)).toList();
        try {
            append(whole);
        } catch (IOException e) {
            whole.forEach(entry -> latest.put(entry.id(), entry));
            LOG.warn("event=audit-not-written file={} id={} reason=\"{}\"", file, whole.getFirst().id(), e.toString());
        }
        whole.forEach(entry -> LOG.info("event=operator-done action={} target={} answer=\"{}\"", entry.action(),
                entry.target(), answer.replace('"', '\'').replace('\n', ';')));
        return whole;
    }

    private void append(List<AuditEntry> entries) throws IOException {
        lines.append(String.join("\n", entries.stream().map(write).toList()));
        entries.forEach(this::put);
    }

    private void put(AuditEntry entry) {
        latest.put(entry.id(), entry);
        if (latest.size() > SHOWN) latest.remove(latest.keySet().iterator().next());
    }

    private void load() {
        if (isRead) return;
        isRead = true;
        lines.read(line -> read.apply(line).ifPresent(this::put));
        number = latest.size();
    }

    /** The latest first. */
    public synchronized List<AuditEntry> latest(int most) {
        load();
        List<AuditEntry> all = new ArrayList<>(latest.values()).reversed();
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
