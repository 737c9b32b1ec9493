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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.connectors.log.Repeats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports on the disk, in {@code reports/} in the data folder: {@code 2026-11-29.json} for each night, 400 of them, and
 * {@code state.json}, which says up to when nights have been told of, and who waits for which report. A file is there
 * as a whole or as it was before, also after a power cut.
 */
public final class ReportBook {
    private static final int KEPT = 400;
    private static final String ENDING = ".json";
    private static final String STATE = "state.json";
    private static final Logger LOG = LoggerFactory.getLogger(ReportBook.class);

    private final Path folder;

    private final Repeats repeats = new Repeats();

    /**
     * How far it is. What an earlier version did not write is as if nothing had been said.
     *
     * @param told     the end of the last night that was told of
     * @param returned what came back since
     * @param mails    queue ids of the latest reports
     * @param night    the last night that was told of; empty for none
     * @param number   how often a wrong clock made it begin anew: keys of reports of the same date differ by it
     * @param owed     reports that were made and are not in the queue yet, for each operator the oldest first
     */
    record State(String told, List<MorningReport.Returned> returned, List<String> mails, String night, int number,
            List<Owed> owed) {
        State {
            returned = List.copyOf(returned);
            mails = List.copyOf(mails);
            night = Objects.requireNonNullElse(night, "");
            owed = List.copyOf(Objects.requireNonNullElse(owed, List.of()));
        }

        static State begin(Instant now) {
            return new State(now.toString(), List.of(), List.of(), "", 0, List.of());
        }

        Instant since() {
            return Instant.parse(told);
        }

        /** Nothing more is told of a night after its report, even if it ends later now. */
        boolean isNews(ReportTimes.Night over) {
            return over.end().isAfter(since()) && (night.isEmpty() || over.date().isAfter(LocalDate.parse(night)));
        }

        /** What the wrong clock had told of nights that are still to come does not count. */
        State anew(Instant now, LocalDate today) {
            boolean passed = !night.isEmpty() && !LocalDate.parse(night).isAfter(today);
            return new State(now.toString(), returned, mails, passed ? night : "", number + 1,
                    owed.stream().filter(each -> !LocalDate.parse(each.night()).isAfter(today)).toList());
        }

        State with(List<MorningReport.Returned> back) {
            return new State(told, back, mails, night, number, owed);
        }

        State told(MorningReport report, List<Owed> by) {
            return new State(report.to(), returned, mails, report.night(), number, by);
        }

        State owing(List<Owed> left, List<String> sent) {
            return new State(told, returned, sent, night, number, left);
        }

        private void check() {
            since();
            if (!night.isEmpty()) LocalDate.parse(night);
            owed.forEach(each -> LocalDate.parse(each.night()));
        }
    }

    /** A report that an operator is to get. @param number of the state that it was made by */
    record Owed(String operator, String night, int number) {
        /** A machine that takes over knows no more of it than this. */
        String key() {
            return "report " + night + (number == 0 ? "" : "." + number) + " " + operator;
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
                state.check();
                return Optional.of(state);
            } catch (IllegalArgumentException | DateTimeParseException | NullPointerException e) {
                warn("event=report-state-not-read folder={} reason=\"{}\"; it begins anew", folder, e.getMessage());
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
            warn("event=reports-not-read folder={} reason=\"{}\"", folder, e.toString());
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
                warn("event=report-not-read night={} reason=\"{}\"", night, e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** Files are looked at every 20 seconds. */
    private void warn(String line, Object what, String reason) {
        repeats.happened(what.toString(), line + reason)
                .ifPresent(times -> LOG.warn(line + "{}", what, reason, Repeats.times(times)));
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            warn("event=report-not-read file={} reason=\"{}\"", folder.resolve(name), e.toString());
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
