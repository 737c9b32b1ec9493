package org.packetboat.app.config.settings;

import java.nio.file.Path;
import org.packetboat.engine.route.Window;

/**
 * Backups by timetable.
 *
 * @param folder where to
 * @param due    a backup is made at each of its openings, which are short
 * @param keep   how many generations are kept in the folder, 1 or more
 */
public record BackupSettings(Path folder, Window due, int keep) {
    /** Where nothing is said. */
    public static final int USUAL_KEEP = 7;
}
