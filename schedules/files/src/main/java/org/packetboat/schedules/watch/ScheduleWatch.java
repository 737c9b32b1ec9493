package org.packetboat.schedules.watch;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/**
 * Notices that schedule files changed and reads them: a good set goes to the one who uses it, as a whole; a bad one is
 * told, once, and what was in force stays in force. A change is one of content or of the list of files; touching a
 * file is none. Used by one thread at a time.
 */
public final class ScheduleWatch {
    private final SourceFiles files;
    private final ScheduleReader reader;
    private final InstantSource clock;
    private final Consumer<Schedules> good;
    private final Consumer<List<Problem>> bad;
    private Snapshot last;

    /**
     * Knows nothing of the files yet: unless {@link #first} is called, the first look finds a change.
     *
     * @param good gets each new set; called by the thread that looks
     * @param bad  gets the problems of a set that is refused, and the warnings of one that isn't
     */
    public ScheduleWatch(SourceFiles files, ScheduleReader reader, InstantSource clock, Consumer<Schedules> good,
            Consumer<List<Problem>> bad) {
        this.files = files;
        this.reader = reader;
        this.clock = clock;
        this.good = good;
        this.bad = bad;
        this.last = Snapshot.of(List.of());
    }

    /** Reads the files for the start. Later looks compare with what was read here. */
    public Reading first() {
        Problems problems = new Problems();
        List<Source> sources = files.read(problems);
        last = Snapshot.of(sources);
        return reader.read(sources, problems, clock.instant());
    }

    /** Looks once. */
    public void look() {
        Problems problems = new Problems();
        List<Source> sources = files.read(problems);
        Snapshot now = Snapshot.of(sources);
        if (now.equals(last)) return;
        last = now;
        switch (reader.read(sources, problems, clock.instant())) {
            case Reading.Good(Schedules schedules, List<Problem> warnings) -> {
                good.accept(schedules);
                if (!warnings.isEmpty()) bad.accept(warnings);
            }
            case Reading.Bad(List<Problem> found) -> bad.accept(found);
        }
    }
}
