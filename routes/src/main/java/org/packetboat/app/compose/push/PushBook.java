package org.packetboat.app.compose.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.connectors.backup.DurableFile;
import org.packetboat.connectors.json.RecordJson;

/**
 * What this hub has pushed to each branch, and what it answered: a file for each in the folder {@code pushed} of the
 * data folder. A number is on the disk before it is used, so that none is used twice. What was read or written is kept
 * in memory, too: a hub is asked for the state of thousands. May be used from any thread.
 */
final class PushBook {
    private static final Pattern SITE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    /**
     * The last push to a branch.
     *
     * @param number   of the configuration
     * @param pushed   when; ISO 8601 in UTC
     * @param answered when it answered; empty if it did not
     * @param what     what became of it, in lower case: {@code sent}, {@code in force}, {@code refused},
     *                 {@code reverted}
     * @param reasons  why
     */
    record Pushed(long number, String pushed, String answered, String what, List<String> reasons) {
        /** Whether the branch does not have what it was to have. */
        boolean failed() {
            return !reasons.isEmpty();
        }

        boolean isAnswered() {
            return !answered.isEmpty();
        }

        private Pushed answered(PushAnswer answer, Instant now) {
            return new Pushed(number, pushed, now.toString(),
                    answer.what().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    answer.reasons());
        }
    }

    private final Path folder;
    private final Map<String, Optional<Pushed>> known = new HashMap<>();

    PushBook(Path data) {
        this.folder = data.resolve("pushed");
    }

    /** Whether it can be the name of a branch here: a site's that is a file's name, too. */
    static boolean isName(String site) {
        return SITE.matcher(site).matches();
    }

    /** The last push; empty if there was none. */
    synchronized Optional<Pushed> last(String site) throws IOException {
        if (!isName(site)) return Optional.empty();
        Optional<Pushed> last = known.get(site);
        if (last == null) {
            last = read(site);
            known.put(site, last);
        }
        return last;
    }

    private Optional<Pushed> read(String site) throws IOException {
        try {
            return Optional.of(RecordJson.read(Files.readAllBytes(file(site)), Pushed.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(file(site) + " can't be read; put it back from a copy, or remove it", e);
        }
    }

    /** The next number: the time, so that it is higher than what an earlier machine used, whose book is lost. */
    synchronized Pushed next(String site, Instant now) throws IOException {
        long last = last(site).map(Pushed::number).orElse(0L);
        Pushed next = new Pushed(Math.max(last + 1, now.getEpochSecond()), now.toString(), "", "sent", List.of());
        keep(site, next);
        return next;
    }

    /** A branch has answered. @return what is known now; empty if that is news of an earlier push */
    synchronized Optional<Pushed> answered(PushAnswer answer, Instant now) throws IOException {
        Optional<Pushed> next = last(answer.site()).filter(last -> last.number() == answer.number())
                .filter(last -> !last.failed()) // what failed is over: mail may overtake mail
                .map(last -> last.answered(answer, now));
        if (next.isPresent()) keep(answer.site(), next.get());
        return next;
    }

    private void keep(String site, Pushed pushed) throws IOException {
        Files.createDirectories(folder);
        DurableFile.write(file(site + ".next"), file(site), RecordJson.bytes(pushed));
        known.put(site, Optional.of(pushed));
    }

    private Path file(String site) {
        return folder.resolve(site);
    }
}
