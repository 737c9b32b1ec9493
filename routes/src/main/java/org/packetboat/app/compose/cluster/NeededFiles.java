package org.packetboat.app.compose.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.log.LogRules;
import org.packetboat.engine.log.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a machine needs to own the queue: devices of lines, and folders, that have to be there. While one is missing it
 * follows the log and takes nothing over, however long there is no owner. An owner stays one: nobody says that another
 * machine has what it lacks. For any thread.
 */
final class NeededFiles {
    private static final Logger LOG = LoggerFactory.getLogger(NeededFiles.class);

    private final List<Path> needs;
    private volatile Optional<Path> missing;

    NeededFiles(List<Path> needs) {
        this.needs = needs;
        this.missing = firstMissing();
        missing.ifPresent(NeededFiles::tell);
    }

    private Optional<Path> firstMissing() {
        return needs.stream().filter(file -> !Files.exists(file)).findFirst();
    }

    private static void tell(Path file) {
        LOG.warn("event=hub-lacks file={}; this machine takes the queue over when it is there (cluster.needs)", file);
    }

    /** To be called now and then. */
    void look() {
        Optional<Path> before = missing;
        missing = firstMissing();
        if (missing.equals(before)) return;
        missing.ifPresentOrElse(NeededFiles::tell, () -> LOG.info("event=hub-has-all file={}", before.orElseThrow()));
    }

    /** Whether all is there. */
    boolean areThere() {
        return missing.isEmpty();
    }

    /** The rules of a machine that takes nothing over while something is missing. */
    LogRules rules(LogSettings settings) {
        return new Rules(settings);
    }

    private final class Rules extends LogRules {
        Rules(LogSettings settings) {
            super(settings);
        }

        @Override
        protected boolean isGone(Duration silent, boolean ownEarlierLife, Duration preference) {
            return areThere() && super.isGone(silent, ownEarlierLife, preference);
        }

        @Override
        protected boolean isHopeless(Duration silent, Duration preference) {
            return areThere() && super.isHopeless(silent, preference);
        }
    }
}
