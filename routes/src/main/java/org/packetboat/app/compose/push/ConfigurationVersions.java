package org.packetboat.app.compose.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.connectors.backup.DurableFile;
import org.packetboat.connectors.json.RecordJson;

/**
 * The configurations that were pushed to this branch, each in a folder of its own below {@code config} of the data
 * folder, and the file {@code state} that says which one is in force. A change is one write of that file, so that a
 * kill at any moment leaves the one before or the next, whole:
 *
 * <table>
 * <caption>What is on the disk</caption>
 * <tr><td>{@code 7.next}</td><td>7 was being written: it is written anew when its mail comes again</td></tr>
 * <tr><td>{@code 7}, and state knows of 6</td><td>the same</td></tr>
 * <tr><td>{@code 7}, and state has 7 on trial</td><td>7 is in force; a call that fails puts 6 in force again</td></tr>
 * <tr><td>{@code 7}, and state has 7</td><td>7 is in force for good; 6 may go</td></tr>
 * </table>
 *
 * For one thread at a time, in one process.
 */
public final class ConfigurationVersions {
    /** Who starts so often without a call that succeeds has not got a configuration that works. */
    static final int MOST_STARTS = 10;
    /** In force before anything was pushed: the file that the server was started with. */
    static final long GIVEN = 0;
    private static final String FOLDER = "config";
    private static final State NOTHING = new State(0, GIVEN, GIVEN, false, 0, "", "", List.of());

    /**
     * What is on disk.
     *
     * @param newest   the highest number that was ever seen: nothing up to it is taken again
     * @param inForce  the number of that in force
     * @param before   what is put in force if that fails
     * @param onTrial  whether a call has to show that it works
     * @param starts   how often the server has started with it on trial
     * @param site     what the hub calls us
     * @param answerTo its mailbox
     * @param owed     answers that the queue does not have yet
     */
    record State(long newest, long inForce, long before, boolean onTrial, int starts, String site, String answerTo,
            List<PushAnswer> owed) {
        State owing(PushAnswer answer) {
            List<PushAnswer> all = new ArrayList<>(owed);
            all.add(answer);
            return new State(newest, inForce, before, onTrial, starts, site, answerTo, all);
        }

        State knows(PushedConfiguration pushed) {
            return new State(pushed.number(), inForce, before, onTrial, starts, pushed.site(), pushed.answerTo(), owed);
        }

        /** One that comes while another is on trial has that one's fallback: nobody knows whether that one works. */
        State tries(long number) {
            return new State(newest, number, onTrial ? before : inForce, true, 0, site, answerTo, owed);
        }

        State reverts() {
            return new State(newest, before, before, false, 0, site, answerTo, owed);
        }

        State keeps() {
            return new State(newest, inForce, inForce, false, 0, site, answerTo, owed);
        }

        State starting() {
            return new State(newest, inForce, before, onTrial, starts + 1, site, answerTo, owed);
        }

        State toldAll() {
            return new State(newest, inForce, before, onTrial, starts, site, answerTo, List.of());
        }
    }

    private final Path folder;

    /** @param data the data folder */
    public ConfigurationVersions(Path data) {
        this.folder = data.resolve(FOLDER);
    }

    /** @throws UncheckedIOException if what is on disk can't be read: nothing is done without knowing it */
    State state() {
        Path file = folder.resolve("state");
        try {
            return RecordJson.read(Files.readAllBytes(file), State.class);
        } catch (NoSuchFileException none) {
            return NOTHING;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read: which configuration is in force is not known. Put "
                    + "it back from a copy, or remove the folder " + folder + ": then the one that the server is "
                    + "started with is in force", e);
        }
    }

    /** The configuration file that was pushed and is in force; empty if none was. */
    public Optional<Path> inForce() {
        if (!Files.exists(folder)) return Optional.empty(); // also for users who may not look there
        long number = state().inForce();
        return number == GIVEN ? Optional.empty() : Optional.of(folder(number).resolve("packetboat.yaml"));
    }

    /** Where one of this number is. */
    Path folder(long number) {
        return folder.resolve(Long.toString(number));
    }

    /** Writes files down, all of them or none; nothing is in force by that. */
    void write(long number, PushedFiles files) throws IOException {
        Path next = folder.resolve(number + ".next");
        try {
            Files.createDirectories(folder);
            delete(next);
            delete(folder(number));
            files.write(next);
            Files.move(next, folder(number), StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(folder);
        } catch (IOException e) {
            try {
                delete(next);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** It came and is not used. */
    void refuse(PushedConfiguration pushed, List<String> reasons) throws IOException {
        keep(state().knows(pushed)
                .owing(new PushAnswer(pushed.number(), pushed.site(), PushAnswer.Outcome.REFUSED, reasons)));
        sweep();
    }

    /** From the next start on it is in force, on trial. */
    void begin(PushedConfiguration pushed) throws IOException {
        keep(state().knows(pushed).tries(pushed.number())
                .owing(new PushAnswer(pushed.number(), pushed.site(), PushAnswer.Outcome.IN_FORCE, List.of())));
        sweep();
    }

    /** A call has shown that it works. @return whether that was not known */
    boolean works() throws IOException {
        State state = state();
        if (!state.onTrial()) return false;
        keep(state.keeps());
        sweep();
        return true;
    }

    /**
     * Puts the one before in force again, from the next start on, if that in force is on trial.
     *
     * @return whether it was
     * @throws UncheckedIOException if the disk does not take it
     */
    public boolean revert(String why) {
        State state = state();
        if (!state.onTrial()) return false;
        try {
            keep(state.owing(new PushAnswer(state.inForce(), state.site(), PushAnswer.Outcome.REVERTED, List.of(why)))
                    .reverts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** The server is about to start. One that has started too often on trial goes. @return whether that has happened */
    public boolean starting() {
        State state = state();
        if (!state.onTrial()) return false;
        if (state.starts() >= MOST_STARTS)
            return revert("the server started " + MOST_STARTS + " times, and no call with the hub succeeded");
        try {
            keep(state.starting());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return false;
    }

    /** The queue has all answers. */
    void told() throws IOException {
        State state = state();
        if (!state.owed().isEmpty()) keep(state.toldAll());
    }

    private void keep(State state) throws IOException {
        Files.createDirectories(folder);
        DurableFile.write(folder.resolve("state.next"), folder.resolve("state"), RecordJson.bytes(state));
    }

    /** What is not needed any more may hold passwords. */
    private void sweep() throws IOException {
        State state = state();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                String name = each.getFileName().toString();
                boolean needed = name.equals(Long.toString(state.inForce()))
                        || name.equals(Long.toString(state.before()));
                if (!needed) delete(each);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(each);
        }
    }
}
