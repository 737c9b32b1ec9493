package org.packetboat.schedules.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The histories of all sites, kept in a file of one line for each site: its name and the eight numbers of
 * {@link SiteHistory}, with tabs between. The file is replaced as a whole; a line that can't be read, whatever bytes it
 * is of, is left out, since a plan can do without. May be used from any thread.
 */
public final class History {
    private static final int NUMBERS = 8;

    private final Map<String, SiteHistory> sites = new ConcurrentHashMap<>();

    /** What was kept in a file; nothing if there is none. @throws IOException if it can't be read */
    public static History read(Path file) throws IOException {
        History history = new History();
        try {
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(history::take);
        } catch (NoSuchFileException e) {
            return history;
        }
        return history;
    }

    private void take(String line) {
        List<String> parts = Arrays.asList(line.split("\t"));
        if (parts.size() != NUMBERS + 1) return;
        try {
            double[] n = parts.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
            if (DoubleStream.of(n).allMatch(d -> Double.isFinite(d) && d >= 0)) {
                sites.put(parts.getFirst(), new SiteHistory(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));
            }
        } catch (NumberFormatException e) {
            return;
        }
    }

    /** As much as is known by now; what either notes later is its own. */
    public History copy() {
        History copy = new History();
        copy.sites.putAll(sites);
        return copy;
    }

    /** Replaces the file. @throws IOException if it can't be written; the old one is there still */
    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, sites.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> line(e.getKey(), e.getValue())).collect(Collectors.joining()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(String site, SiteHistory h) {
        return DoubleStream.of(h.weight(), h.bytes(), h.seconds(), h.squares(), h.products(), h.calls(), h.failures(),
                h.packed())
                .mapToObj(Double::toString).collect(Collectors.joining("\t", site + "\t", "\n"));
    }

    /** What is known of a site; nothing, at first. */
    public SiteHistory of(String site) {
        return sites.getOrDefault(site, SiteHistory.NONE);
    }

    /** Something more was seen. */
    public void note(String site, UnaryOperator<SiteHistory> change) {
        sites.compute(site, (_, before) -> change.apply(before == null ? SiteHistory.NONE : before));
    }
}
