package org.packetboat.schedules.file.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Outcome;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;

/**
 * A folder where disks appear that carry mail.
 *
 * @param folder where they are mounted
 * @param within how long the answer to what a disk carries is waited for, {@link #SHORTEST} to {@link #LONGEST}
 */
public record FolderLink(String name, Path folder, Duration within, long rate) implements LinkSettings {
    public static final String KIND_NAME = "folder";
    private static final String FOLDER = "a folder where a disk is mounted, like /media/mail";
    private static final Duration USUAL = Duration.ofDays(14);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(Outcome.Carried.MOST_DAYS);
    private static final String WITHIN = "a duration from 1m to " + Outcome.Carried.MOST_DAYS + "d, like 14d";

    public static final LinkKind KIND = new LinkKind(KIND_NAME, List.of("folder", "answer-within", "rate"),
            FolderLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        Optional<Path> folder = section.need("folder", FOLDER).flatMap(NamedFile::path);
        Duration within = section.get("answer-within").flatMap(v -> v.as(WITHIN, FolderLink::within)).orElse(USUAL);
        long rate = section.get("rate").flatMap(value -> value.rate()).orElse(IpLink.IMPLICIT.rate());
        return folder.map(path -> new FolderLink(name, path, within, rate));
    }

    private static Duration within(String text) {
        Duration time = Quantities.duration(text);
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) throw new IllegalArgumentException(text);
        return time;
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public Addressing addressing() {
        return Addressing.FOLDER;
    }
}
