package org.packetboat.connectors.drop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.text.Quoted;
import org.packetboat.engine.time.Elapsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drop folder while the server runs. One that can't be used keeps nothing else from working: it is a problem that
 * shows, and is tried again every 30 seconds. {@link #problems} is for any thread.
 */
public final class DropWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DropWatch.class);
    private static final Duration REST = Duration.ofSeconds(30);

    private final Path place;
    private final DropFolder folder;
    private final Runnable look;
    private final Elapsed elapsed;
    private volatile Optional<String> problem = Optional.empty();
    private Optional<Duration> tried = Optional.empty();
    private boolean ready;

    /** @param look reads what lies there */
    public DropWatch(Path place, DropFolder folder, Runnable look, Elapsed elapsed) {
        this.place = place;
        this.folder = folder;
        this.look = look;
        this.elapsed = elapsed;
    }

    /** Makes the folder, if that can be done and is not done yet. */
    public void prepare() {
        Duration now = elapsed.time();
        if (ready || tried.filter(before -> now.minus(before).compareTo(REST) < 0).isPresent()) return;
        tried = Optional.of(now);
        try {
            folder.prepare();
            ready = true;
            if (problem.isPresent()) LOG.info("event=drop-folder-well folder={}", place);
            problem = Optional.empty();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** Reads what is there, if the folder can be used. */
    public void look() {
        prepare();
        if (!ready) return;
        try {
            look.run();
        } catch (UncheckedIOException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        ready = false;
        String text = "No mail of local programs is taken: " + Quoted.oneLine(e.toString())
                + "; made by hand by the server's user, it works: install -d -m 3733 " + place;
        if (problem.filter(text::equals).isEmpty())
            LOG.error("event=drop-folder-trouble folder={} reason=\"{}\"", place, text);
        problem = Optional.of(text);
    }

    /** Why no mail is taken there. */
    public List<String> problems() {
        return problem.stream().toList();
    }
}
