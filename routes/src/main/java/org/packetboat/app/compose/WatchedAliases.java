package org.packetboat.app.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.packetboat.app.config.AliasesReader;
import org.packetboat.app.config.Configuration;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.node.Node;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.watch.FileSetWatch;
import org.packetboat.schedules.watch.FileWatchThread;
import org.packetboat.schedules.yaml.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The aliases file, watched. A bad change is refused with log lines, and the old names stay in force. */
final class WatchedAliases {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedAliases.class);

    private final Path file;
    private final Node node;
    private FileSetWatch<Aliases> watch;

    WatchedAliases(Path file, Configuration configuration, Node node) {
        this.file = file;
        this.node = node;
        this.watch = watch(configuration);
    }

    private FileSetWatch<Aliases> watch(Configuration configuration) {
        AliasesReader reader = new AliasesReader(configuration);
        return new FileSetWatch<>(new SourceFiles(List.of(file)), (sources, problems, _) -> sources.stream()
                .findFirst().flatMap(source -> reader.read(source.name(), source.content(), problems)));
    }

    /** Takes in what the file says now, and every change from then on. */
    void start(Parts parts) throws IOException {
        synchronized (this) {
            watch.look(this::use, WatchedAliases::refused); // it may have changed since the server read it
        }
        parts.add(FileWatchThread.start("aliases-watch", this::look, List.of(file)));
    }

    private synchronized void look() {
        watch.look(this::replaced, WatchedAliases::refused);
    }

    /** The local domains are others: a word without a domain means a mailbox at each of them. */
    synchronized void anew(Configuration configuration) {
        watch = watch(configuration);
        look();
    }

    private void replaced(Aliases names) {
        use(names);
        LOG.info("event=aliases-replaced names={}", names.size());
    }

    private void use(Aliases names) {
        node.change(policy -> policy.with(names));
    }

    private static void refused(List<Problem> problems) {
        problems.forEach(p -> LOG.warn("event=aliases-refused problem=\"{}\"", p));
    }
}
