package org.packetboat.app.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.app.config.AliasesReader;
import org.packetboat.app.config.AliasesReading;
import org.packetboat.app.config.Configuration;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.intake.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in a changed aliases file; a bad one is refused with log lines, and the old one stays in force. */
final class AliasesWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AliasesWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path file;
    private final AliasesReader reader;
    private final Consumer<Names> good;
    private final Thread thread;
    private String last;

    AliasesWatch(Path file, Configuration configuration, Consumer<Names> good) {
        this.file = file;
        this.reader = new AliasesReader(configuration);
        this.good = good;
        this.last = content();
        read().ifPresent(good); // it may have changed since the server read it
        this.thread = Thread.ofVirtual().name("aliases-watch").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("event=aliases-watch-ended");
        }
    }

    private void look() {
        String now = content();
        if (now.equals(last)) return;
        last = now;
        read().ifPresent(names -> {
            good.accept(names);
            LOG.info("event=aliases-replaced names={}", names.size());
        });
    }

    private Optional<Aliases> read() {
        return switch (reader.read(file)) {
            case AliasesReading.Good(var aliases) -> Optional.of(aliases);
            case AliasesReading.Bad(var problems) -> {
                problems.forEach(p -> LOG.warn("event=aliases-refused problem=\"{}\"", p));
                yield Optional.empty();
            }
        };
    }

    private String content() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
