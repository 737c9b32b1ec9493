package org.packetboat.app.config.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.backup.DurableFile;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/**
 * Where all that is provisioned is kept: {@code provisioned.yaml} in the data folder, and a copy beside it. A change is
 * on disk, whole, before it is in force: whoever is killed meanwhile has the old or the new. A file that is damaged,
 * missing or was changed by hand is not used: the copy is, and that is told. The copy is written after the file, so it
 * may lack the last change. If neither is as it was written, no server starts.
 *
 * @param data the data folder
 */
public record ProvisionedFile(Path data) {
    private static final String NAME = "provisioned.yaml";
    private static final String COPY = "provisioned.copy.yaml";
    private static final String DAMAGED = "provisioned.damaged.yaml";
    private static final String SCRATCH = "provisioned.new";

    /** What is kept. @param problems errors if it can't be told what is, else what somebody should look at */
    public record Kept(Provisioned provisioned, List<Problem> problems) {}

    /** How a file is. */
    private sealed interface State {
        record Good(Provisioned provisioned) implements State {}

        record Missing() implements State {}

        record Bad(String why) implements State {}
    }

    /** The file itself, by which messages about what is in it speak of it. */
    public Path file() {
        return data.resolve(NAME);
    }

    private Path copy() {
        return data.resolve(COPY);
    }

    /**
     * Reads what is kept; nothing, if nobody ever provisioned anything, there is no such folder yet, or this user may
     * not look into it: no server could start there.
     */
    public Kept read() {
        if (!Files.isDirectory(data)) return new Kept(Provisioned.NONE, List.of());
        if (!Files.isExecutable(data))
            return new Kept(Provisioned.NONE, List.of(problem(Problem.Weight.WARNING, "may not be read by this user, "
                    + "so nothing that was provisioned counts here; the running server knows it")));
        State file = state(file());
        State copy = state(copy());
        return switch (file) {
            case State.Good(Provisioned good) -> new Kept(good, List.of());
            case State.Missing() when copy instanceof State.Missing -> new Kept(Provisioned.NONE, List.of());
            case State.Missing() -> fromCopy("is missing", copy);
            case State.Bad(String why) -> fromCopy(why, copy);
        };
    }

    private Kept fromCopy(String why, State copy) {
        return switch (copy) {
            case State.Good(Provisioned good) -> new Kept(good, List.of(problem(Problem.Weight.WARNING, why
                    + "; its copy " + COPY + " is used, which may lack the last change. Look whether something is "
                    + "missing (\"packetboat login list\", \"domain list\", \"site list\")")));
            case State.Missing() -> unusable(why, "is missing");
            case State.Bad(String alsoWhy) -> unusable(why, alsoWhy);
        };
    }

    private Kept unusable(String why, String copy) {
        return new Kept(Provisioned.NONE, List.of(problem(Problem.Weight.ERROR, why + ", and its copy " + COPY + " "
                + copy + ": it is not known which logins, domains and sites were provisioned. Expected one of them as "
                + "the server wrote it: bring it back from a backup, or remove both to start without")));
    }

    private Problem problem(Problem.Weight weight, String message) {
        return new Problem(weight, Place.of(file().toString()), "", message);
    }

    private static State state(Path file) {
        try {
            return ProvisionedText.read(file.toString(), Files.readAllBytes(file)).<State>map(State.Good::new)
                    .orElseGet(() -> new State.Bad("is damaged or was changed by hand (its checksum is wrong)"));
        } catch (NoSuchFileException none) {
            return new State.Missing();
        } catch (IOException e) {
            return new State.Bad("can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /**
     * Makes file and copy what they should be, as far as they aren't; a bad file is kept under another name.
     *
     * @param kept what is in force
     * @return why that is not possible
     */
    public Optional<String> mend(Provisioned kept) {
        try {
            State now = state(file());
            if (now instanceof State.Bad)
                Files.move(file(), data.resolve(DAMAGED), StandardCopyOption.REPLACE_EXISTING);
            if (!(now instanceof State.Good) && !kept.isEmpty()) write(file(), kept);
            return kept.isEmpty() && !Files.exists(copy()) ? Optional.empty() : copy(kept);
        } catch (IOException e) {
            return Optional.of(file() + " can't be written: " + e);
        }
    }

    /** Whether it could be read back as it is: YAML has limits of its own, for characters and for lengths. */
    public static boolean canKeep(Provisioned next) {
        return ProvisionedText.read(NAME, bytes(next)).filter(next::equals).isPresent();
    }

    private static byte[] bytes(Provisioned kept) {
        return ProvisionedText.of(kept).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Keeps something else from now on.
     *
     * @return why the copy could not be written; the file itself is
     * @throws IOException if it can't be written: then all is as it was
     */
    public Optional<String> write(Provisioned next) throws IOException {
        write(file(), next);
        return copy(next);
    }

    private Optional<String> copy(Provisioned next) {
        if (state(copy()) instanceof State.Good(Provisioned now) && now.equals(next)) return Optional.empty();
        try {
            write(copy(), next);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(copy() + " can't be written: " + e + "; if " + NAME + " is lost, the last change is");
        }
    }

    private void write(Path to, Provisioned next) throws IOException {
        DurableFile.write(data.resolve(SCRATCH), to, bytes(next));
    }
}
