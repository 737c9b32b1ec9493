package org.packetboat.connectors.drop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.submission.DroppedEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what lies in a drop folder into the queue. A file goes when its mail is durable, so that a crash costs
 * nothing; name, number and time of the file are the key of the submission, so that nothing is taken twice. What can't
 * be taken now is tried again after 20 seconds, and holds up nothing else. Used by one thread.
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

        /** It can never be mail, and nobody can be told. */
        record Refused(String why) implements Result {}
    }

    private final DropFolder folder;
    private final DroppedMail mail;
    private final InstantSource clock;
    private final Map<Path, Instant> rests = new HashMap<>();
    private String waiting = "";

    public DropReader(DropFolder folder, DroppedMail mail, InstantSource clock) {
        this.folder = folder;
        this.mail = mail;
        this.clock = clock;
    }

    /** Looks once, and takes in what is there. */
    public void look() {
        Instant now = clock.instant();
        for (Path file : folder.take(now)) {
            if (now.isBefore(rests.getOrDefault(file, Instant.MIN))) continue;
            if (isSettled(file)) rests.remove(file);
            else rests.put(file, now.plus(REST));
        }
    }

    /** @return whether it is no longer there */
    private boolean isSettled(Path file) {
        switch (take(file)) {
            case Result.Done() -> {
                folder.remove(file);
                waiting = "";
            }
            case Result.Refused(String why) -> {
                LOG.warn("event=drop-refused file={} reason=\"{}\"", file.getFileName(), why);
                folder.refuse(file);
            }
            case Result.Later(Reply why) -> {
                told(why);
                return false;
            }
        }
        return true;
    }

    /** What goes on is told once. */
    private void told(Reply why) {
        if (!why.toString().equals(waiting)) LOG.warn("event=drop-waits reason=\"{}\"", why);
        waiting = why.toString();
    }

    private Result take(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            if ((Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) != 1)
                return new Result.Refused("the file has a second name");
            Optional<DroppedEnvelope> envelope = envelope(in);
            return envelope.isEmpty()
                    ? new Result.Refused("no envelope at its beginning")
                    : mail.take(new DroppedFile(key(file), owner(file), uid(file), envelope.get()),
                            in, clock.instant());
        } catch (IOException | RuntimeException e) {
            return new Result.Later(new Reply(451, "4.3.0",
                    "A file of the drop folder can't be read: " + Quoted.oneLine(e.toString())));
        }
    }

    /** A program may use a name again: the file is another one then, and so is its mail. */
    private static String key(Path file) throws IOException {
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        return file.getFileName() + "-" + Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS) + "-"
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
