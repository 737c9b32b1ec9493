package org.packetboat.connectors.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.StatusEvent;

/** A history in a folder of its own, and the events of two messages that are written there. */
abstract class HistoryCase {
    static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    static final Address ANNA = Address.parse("anna@hq.example.com");
    static final Address BOB = Address.parse("Bob@ny.example.com");
    static final Reply OK = new Reply(250, "2.0.0", "Ok");
    static final HistorySettings SETTINGS = new HistorySettings(Duration.ofDays(30), 1 << 20);

    @TempDir
    Path folder;

    final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    HistoryRecorder start() {
        return start(SETTINGS);
    }

    HistoryRecorder start(HistorySettings settings) {
        return HistoryRecorder.start(folder, settings, () -> false, now::get);
    }

    static StatusEvent accepted(long id, Instant at) {
        Message message = new Message(new QueueId(id), at, Optional.of(ANNA), 100, false, false, ReturnContent.FULL,
                Optional.empty(), Optional.of("monday"), "smtp:192.0.2.7");
        return new StatusEvent.Accepted(at, message, List.of(new Domain("ny.example.com")), 1,
                new StatusEvent.Heading(Optional.of("<" + id + "@hq.example.com>"), Optional.of("Prices"),
                        List.of(BOB)));
    }

    static StatusEvent delivered(long id, Instant at) {
        return new StatusEvent.Delivered(at, new EnvelopeId(new QueueId(id), 0), Optional.of("monday"), "ny", BOB, OK,
                Duration.ofSeconds(1));
    }

    Findings find(String what) {
        return find(what, 20);
    }

    Findings find(String what, int most) {
        return HistoryReader.of(folder).trace(what, most, _ -> Set.of("ny"));
    }

    static List<Long> ids(Findings found) {
        return found.stories().stream().map(story -> story.id().number()).toList();
    }

    List<Path> files(String end) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(end)).sorted().toList();
        }
    }

    HistoryWriting writing() {
        return new HistoryWriting(new HistoryFolder(folder), SETTINGS, () -> false, NOW);
    }

    /** Writes enough for several files. */
    void writeMuch(HistorySettings settings, int count) {
        try (HistoryRecorder history = start(settings)) {
            for (long id = 1000; id < 1000 + count; id++) {
                history.on(accepted(id, NOW.plusSeconds(id)));
                if (id % 100 == 0) history.trace("x", 1, _ -> Set.of()); // a file is looked at after each write
            }
        }
    }
}
