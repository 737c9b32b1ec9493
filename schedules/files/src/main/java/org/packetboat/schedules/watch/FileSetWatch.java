package org.packetboat.schedules.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/**
 * Notices that files changed and reads them: a good set goes to the one who uses it, as a whole; a bad one is told,
 * once, and what was in force stays in force. A change is one of content or of the list of files; touching a file is
 * none. Used by one thread at a time.
 *
 * @param <T> what the files say
 */
public final class FileSetWatch<T> {
    /** Makes something of the files' content. */
    public interface Reader<T> {
        /**
         * @param problems of the files that could not be read; what else is wrong is added
         * @param besides  told of other files that were read: a change of one of them is a change, too
         * @return empty if there are errors
         */
        Optional<T> read(List<Source> sources, Problems problems, Consumer<Source.Beside> besides);
    }

    private final SourceFiles files;
    private final Reader<T> reader;
    private final List<Source.Beside> besides = new ArrayList<>();
    private Snapshot last = Snapshot.of(List.of());

    /** Knows nothing of the files yet: the first look finds a change. */
    public FileSetWatch(SourceFiles files, Reader<T> reader) {
        this.files = files;
        this.reader = reader;
    }

    private Snapshot snapshot(List<Source> sources) {
        List<Path> others = besides.stream().map(Source.Beside::file).toList();
        return snapshot(sources, new SourceFiles(others).read(new Problems()));
    }

    private static Snapshot snapshot(List<Source> sources, List<Source> others) {
        List<Source> all = new ArrayList<>(sources);
        all.addAll(others);
        return Snapshot.of(all);
    }

    /**
     * Looks once.
     *
     * @param good gets a new set, if there is one
     * @param bad  gets the problems of a set that is refused, and the warnings of one that isn't
     */
    public void look(Consumer<T> good, Consumer<List<Problem>> bad) {
        Problems problems = new Problems();
        List<Source> sources = files.read(problems);
        if (snapshot(sources).equals(last)) return;
        besides.clear();
        try {
            reader.read(sources, problems, besides::add).ifPresent(good);
        } finally {
            last = snapshot(sources, besides.stream().flatMap(beside -> beside.content().stream()).toList());
        }
        if (!problems.list().isEmpty()) bad.accept(problems.list());
    }
}
