package org.packetboat.connectors.drop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.text.Quoted;
import org.packetboat.engine.time.Elapsed;
import org.packetboat.protocols.submission.DroppedEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what lies in a drop folder into the queue. A file goes when its mail is durable, so that a crash costs
 * nothing; name, number and time of the file are the key of the submission, so that nothing is taken twice. What can't
 * be taken now is tried again after 20 seconds, and holds up nothing else. A file at which the server ends three times,
 * or fails by a fault of its own, is set aside. Used by one thread.
 */
public final class DropReader {
    private static final Logger LOG = LoggerFactory.getLogger(DropReader.class);
    private static final int LARGEST_ENVELOPE = 4 << 20;
    private static final Duration REST = Duration.ofSeconds(20);

    /** What became of a file. */
    sealed interface Result {
        /** Its mail is in the queue, or its sender will be told. */
        record Done() implements Result {}

        /** It is to be tried again. */
        record Later(Reply why) implements Result {}

        /** A fault of ours showed. It is to be tried again, but not for ever. */
        record Failed(RuntimeException why) implements Result {}

        /** It can never be mail, and nobody can be told. */
        record Refused(String why) implements Result {}
    }

    private final DropFolder folder;
    private final DroppedMail mail;
    private final InstantSource clock;
    private final Elapsed elapsed;
    private final Map<String, Duration> rests = new HashMap<>();
    private String waiting = "";

    /** @param clock for the mail @param elapsed for what waits */
    public DropReader(DropFolder folder, DroppedMail mail, InstantSource clock, Elapsed elapsed) {
        this.folder = folder;
        this.mail = mail;
        this.clock = clock;
        this.elapsed = elapsed;
    }

    /** Looks once, and takes in what is there. */
    public void look() {
        Duration now = elapsed.time();
        for (Path file : folder.take(now)) {
            String name = DropFolder.name(file);
            if (rests.containsKey(name) && now.compareTo(rests.get(name)) < 0) continue;
            if (isSettled(file)) rests.remove(name);
            else rests.put(name, now.plus(REST));
        }
    }

    /** @return whether it is no longer there */
    private boolean isSettled(Path file) {
        try {
            Optional<Path> begun = folder.begin(file);
            if (begun.isPresent()) return isSettled(begun.get(), take(begun.get()));
            LOG.error("event=drop-refused file={} reason=\"{}\"", DropFolder.name(file),
                    "the server ended or failed each time it read it");
            folder.refuse(file);
            return true;
        } catch (UncheckedIOException e) {
            told(unreadable(e));
            return false;
        }
    }

    private boolean isSettled(Path file, Result result) {
        switch (result) {
            case Result.Done() -> {
                folder.remove(file);
                waiting = "";
            }
            case Result.Refused(String why) -> {
                LOG.warn("event=drop-refused file={} reason=\"{}\"", DropFolder.name(file), why);
                folder.refuse(file);
            }
            case Result.Later(Reply why) -> {
                folder.putBack(file);
                told(why);
            }
            case Result.Failed(RuntimeException why) ->
                LOG.error("event=drop-failed file={}", DropFolder.name(file), why);
        }
        return result instanceof Result.Done || result instanceof Result.Refused;
    }

    /** What goes on is told once. */
    private void told(Reply why) {
        if (!why.toString().equals(waiting)) LOG.warn("event=drop-waits reason=\"{}\"", why);
        waiting = why.toString();
    }

    private Result take(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return new Result.Refused("it is no file");
            if ((Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) != 1)
                return new Result.Refused("the file has a second name");
            return read(file);
        } catch (IOException | UncheckedIOException | StoreException e) {
            return new Result.Later(unreadable(e));
        } catch (RuntimeException e) {
            return new Result.Failed(e);
        } catch (StackOverflowError e) {
            return new Result.Refused("it can't be read with the stack there is");
        }
    }

    private Result read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            Optional<DroppedEnvelope> envelope = envelope(in);
            return envelope.isEmpty()
                    ? new Result.Refused("no envelope at its beginning")
                    : mail.take(new DroppedFile(key(file), owner(file), uid(file), envelope.get()),
                            in, clock.instant());
        }
    }

    private static Reply unreadable(Exception e) {
        return new Reply(451, "4.3.0", "A file of the drop folder can't be read: " + Quoted.oneLine(e.toString()));
    }

    /** A program may use a name again: the file is another one then, and so is its mail. */
    private static String key(Path file) throws IOException {
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        return DropFolder.name(file) + "-" + Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS) + "-"
                + written.to(TimeUnit.NANOSECONDS);
    }

    private static String owner(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    }

    private static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Its lines up to an empty one. */
    private static Optional<DroppedEnvelope> envelope(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int size = 0;
        for (int b = in.read(); b >= 0 && size++ < LARGEST_ENVELOPE; b = in.read()) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            if (line.size() == 0) return DroppedEnvelope.read(lines);
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
        return Optional.empty();
    }
}
