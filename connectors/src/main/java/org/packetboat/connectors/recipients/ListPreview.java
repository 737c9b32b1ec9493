package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What reading a list now would change.
 *
 * @param rows    how many recipients it has
 * @param changes against what is kept
 */
public record ListPreview(long rows, ListChanges changes) {
    /**
     * Reads the source, and leaves what is kept as it is.
     *
     * @param folder where lists are kept
     * @param isSite whether a route leads to a site of this name
     * @throws ListRefused if a row is wrong
     */
    public static ListPreview of(ListSettings settings, Path folder, Predicate<String> isSite)
            throws IOException, ListRefused {
        if (settings.source() instanceof PushedParts parts) return pushed(parts, folder, settings.name());
        Path scratch = Files.createTempFile("packetboat-recipients", ".list");
        try (KeptList fresh = ListReading.read(settings, isSite, scratch,
                new KeptList.Facts(Map.of(), List.of(), Instant.EPOCH, ""))) {
            return new ListPreview(fresh.facts().rows(), changes(folder.resolve(settings.name() + ".list"), fresh));
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    /** Of a list that is pushed here: what has come and is not in force. */
    private static ListPreview pushed(PushedParts parts, Path folder, String name) throws IOException, ListRefused {
        Path file = folder.resolve(name + ".list");
        Optional<KeptList> before = Files.exists(file) ? Optional.of(KeptList.open(file)) : Optional.empty();
        Path scratch = Files.createTempFile("packetboat-recipients", ".list");
        try {
            long number = before.map(list -> PushedParts.number(list.facts())).orElse(0L);
            parts.inForce(number);
            if (parts.mark().equals(PushedParts.mark(number)))
                return new ListPreview(before.orElseThrow().facts().rows(), ListChanges.NONE);
            parts.make(before, scratch, Instant.EPOCH);
            try (KeptList fresh = KeptList.open(scratch)) {
                return new ListPreview(fresh.facts().rows(), changes(file, fresh));
            }
        } catch (PushedParts.NotWhole e) {
            throw new ListRefused(e.getMessage());
        } finally {
            if (before.isPresent()) before.get().close();
            Files.deleteIfExists(scratch);
        }
    }

    private static ListChanges changes(Path file, KeptList fresh) throws IOException {
        if (!Files.exists(file)) return ListChanges.between(Optional.empty(), fresh);
        try (KeptList before = KeptList.open(file)) {
            return ListChanges.between(Optional.of(before), fresh);
        }
    }
}
