package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a source once, and makes a list of it. */
final class ListReading {
    private static final Logger LOG = LoggerFactory.getLogger(ListReading.class);

    private ListReading() {}

    /**
     * Reads all of it.
     *
     * @param file  where the list is written
     * @param about what it says of itself: when it was read, and of what
     * @throws ListRefused if a row is wrong; nothing is left of it
     */
    static KeptList read(ListSettings settings, Predicate<String> isSite, Path file, KeptList.Facts about)
            throws IOException, ListRefused {
        RowSource source = settings.source();
        try (KeptListWriter writer = new KeptListWriter(file, source::where)) {
            RowChecks checks = new RowChecks(settings.domains(), settings.site(), isSite, source::where, writer);
            source.read(checks);
            checks.end();
            writer.finish(file, new KeptList.Facts(settings.domains().stream().collect(Collectors.toMap(
                    Function.identity(), _ -> 0L)), about.sites(), about.read(), about.source()));
            if (checks.elsewhere() > 0)
                LOG.info("event=recipients-left-out list={} rows={} reason=\"at domains that the list is not for\"",
                        settings.name(), checks.elsewhere());
            return KeptList.open(file);
        } catch (IOException | ListRefused | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
