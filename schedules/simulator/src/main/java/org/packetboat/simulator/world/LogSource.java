package org.packetboat.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.intake.Submission;

/** A log that a node takes mail from, a few letters at a time: after a crash it goes on where its position stands. */
final class LogSource {
    private static final String NAME = "log";
    private static final int AT_ONCE = 3;

    private final Senders senders;
    private final List<Submission> log = new ArrayList<>();
    private Life reading;
    private boolean busy;

    LogSource(Senders senders) {
        this.senders = senders;
    }

    void write(Instant now) {
        log.add(senders.logged(now));
    }

    /** Takes in the next letters, if none are on their way. */
    void pump(Machine machine) {
        if (busy && reading == machine.life()) return;
        reading = machine.life();
        SourceIntake intake = machine.node().sources();
        int from = (int) intake.next(NAME).orElse(0);
        log.subList(0, from).forEach(s -> senders.letter(s).accepted());
        int to = Math.min(log.size(), from + AT_ONCE);
        if (from == to) return;
        busy = true;
        Consignment consignment = intake.consignment();
        for (Submission submission : log.subList(from, to)) {
            Incoming incoming = consignment.begin();
            senders.append(incoming, senders.letter(submission));
            incoming.commit(submission, machine.clock().instant(), _ -> {});
        }
        consignment.commit(new SourcePosition(NAME, to), _ -> busy = false);
    }
}
