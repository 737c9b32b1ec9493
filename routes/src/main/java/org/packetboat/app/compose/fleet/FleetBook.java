package org.packetboat.app.compose.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.packetboat.engine.fleet.BranchReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last report of each site, kept in the file {@code fleet} of the data folder: a line for each report, of which
 * the last counts; it is written anew when it has many that don't. A file that can't be read or written costs what was
 * heard before, and no mail. May be used from any thread.
 */
final class FleetBook {
    private static final Logger LOG = LoggerFactory.getLogger(FleetBook.class);
    /** More sites than any hub has: who makes up names fills no memory. */
    private static final int MOST = 20_000;
    private static final int SPARE_LINES = 1000;

    private final Path file;
    private final TreeMap<String, Heard> sites = new TreeMap<>();
    private int lines;
    private boolean failing;

    FleetBook(Path data) {
        this.file = data.resolve("fleet");
        try {
            for (String line : Files.readAllLines(file)) {
                Optional<Heard> heard = Heard.read(line);
                heard.ifPresent(h -> sites.put(h.site(), h));
                // behind a line that was torn the next one would be lost, too: all are written anew
                lines = heard.isPresent() ? lines + 1 : Integer.MAX_VALUE / 2;
            }
        } catch (NoSuchFileException none) {
            lines = 0;
        } catch (IOException e) {
            LOG.warn("event=fleet-not-read file={} reason=\"{}\"", file, e.toString());
        }
    }

    /** A site tells how it is; what is no report is passed over. @return what is known now */
    synchronized Optional<Heard> hear(String site, Instant now, String word) {
        Heard before = sites.get(site);
        boolean fits = BranchReport.read(word).isPresent() && (before != null || sites.size() < MOST);
        if (!fits) return Optional.empty();
        Heard heard = before == null ? new Heard(site, now, word, "", false) : before.then(now, word);
        sites.put(site, heard);
        write(heard);
        return Optional.of(heard);
    }

    /** All of them, by name. */
    synchronized List<Heard> all() {
        return List.copyOf(sites.values());
    }

    /** Forgets a site that is no more. @return whether it was known */
    synchronized boolean forget(String site) {
        boolean known = sites.remove(site) != null;
        if (known) writeAll();
        return known;
    }

    private void write(Heard heard) {
        if (lines > 2 * sites.size() + SPARE_LINES) {
            writeAll();
            return;
        }
        try {
            Files.writeString(file, heard.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines++;
            failing = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void writeAll() {
        try {
            Path next = file.resolveSibling("fleet.next");
            Files.write(next, sites.values().stream().map(Heard::line).toList());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lines = sites.size();
            failing = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        if (!failing) LOG.warn("event=fleet-not-written file={} reason=\"{}\"", file, e.toString());
        failing = true;
    }
}
