package org.packetboat.app.web.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports on the disk, in {@code reports/} in the data folder: {@code 2026-11-29.json} for each night, 400 of them, and
 * {@code state.json}, which says up to when nights have been told of. A file is there as a whole or as it was before,
 * also after a power cut.
 */
public final class ReportBook {
    private static final int KEPT = 400;
    private static final String ENDING = ".json";
    private static final String STATE = "state.json";
    private static final Logger LOG = LoggerFactory.getLogger(ReportBook.class);

    private final Path folder;

    /**
     * How far it is.
     *
     * @param told     the end of the last night that was told of
     * @param returned what came back since
     * @param mails    queue ids of the latest reports
     */
    record State(String told, List<MorningReport.Returned> returned, List<String> mails) {
        State {
            returned = List.copyOf(returned);
            mails = List.copyOf(mails);
        }

        Instant since() {
            return Instant.parse(told);
        }
    }

    /** @param folder is made when the first report is written */
    public ReportBook(Path folder) {
        this.folder = folder;
    }

    /** Empty if there is none, or it can't be read: then it begins anew. */
    Optional<State> state() {
        return read(STATE).flatMap(text -> {
            try {
                State state = ReportJson.read(text, State.class);
                state.since();
                return Optional.of(state);
            } catch (IllegalArgumentException | DateTimeParseException | NullPointerException e) {
                LOG.warn("event=report-state-not-read folder={} reason=\"{}\"; it begins anew", folder, e.getMessage());
                return Optional.empty();
            }
        });
    }

    void keep(State state) throws IOException {
        write(STATE, ReportJson.text(state));
    }

    void keep(MorningReport report) throws IOException {
        write(report.night() + ENDING, ReportJson.text(report));
        List<LocalDate> all = nights();
        for (LocalDate old : all.subList(Math.min(KEPT, all.size()), all.size()))
            Files.deleteIfExists(folder.resolve(old + ENDING));
    }

    /** The nights of which there are reports, the latest first. */
    public List<LocalDate> nights() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ENDING))
                    .flatMap(name -> date(name.substring(0, name.length() - ENDING.length())).stream()).sorted()
                    .toList().reversed();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("event=reports-not-read folder={} reason=\"{}\"", folder, e.toString());
            return List.of();
        }
    }

    private static Optional<LocalDate> date(String name) {
        try {
            return Optional.of(LocalDate.parse(name));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The report of a night, if one was kept. */
    public Optional<MorningReport> report(LocalDate night) {
        return read(night + ENDING).flatMap(text -> {
            try {
                return Optional.of(ReportJson.report(text));
            } catch (IllegalArgumentException e) {
                LOG.warn("event=report-not-read night={} reason=\"{}\"", night, e.getMessage());
                return Optional.empty();
            }
        });
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("event=report-not-read file={} reason=\"{}\"", folder.resolve(name), e.toString());
            return Optional.empty();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve(name + ".new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)); rest.hasRemaining();)
                channel.write(rest);
            channel.force(true);
        }
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel names = FileChannel.open(folder)) {
            names.force(true);
        }
    }
}
