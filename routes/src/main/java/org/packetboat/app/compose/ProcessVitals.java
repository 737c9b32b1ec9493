package org.packetboat.app.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.app.log.LogSetup;
import org.packetboat.connectors.jmx.memory.ProcessFigures;
import org.packetboat.connectors.jmx.memory.ProcessSize;
import org.packetboat.connectors.jmx.server.Vitals;

/** What the process knows of its own health. */
record ProcessVitals(Supplier<Duration> sinceStep) implements Vitals {
    /** The node steps every five seconds, whatever happens; no step takes long. */
    static final Duration STALE = Duration.ofSeconds(30);

    @Override
    public long secondsSinceStep() {
        return sinceStep.get().toSeconds();
    }

    @Override
    public long logLinesDropped() {
        return LogSetup.dropped();
    }

    @Override
    public ProcessSize size() {
        return ProcessFigures.now();
    }

    /** Whether the node is stuck: then nothing goes out, and nothing must be taken in. */
    static boolean isStale(Duration sinceStep) {
        return sinceStep.compareTo(STALE) > 0;
    }

    /** Whether the node moves. */
    boolean isWell() {
        return !isStale(sinceStep.get());
    }

    List<String> problems() {
        return problems(sinceStep.get(), logLinesDropped(), LogSetup.whyDropped());
    }

    static List<String> problems(Duration sinceStep, long linesDropped, String why) {
        List<String> problems = new ArrayList<>();
        stuck(sinceStep).ifPresent(problems::add);
        if (linesDropped > 0) {
            problems.add(linesDropped + " log lines were dropped since the start: " + why);
        }
        return problems;
    }

    /** Why nothing goes on; empty if it does. */
    static Optional<String> stuck(Duration sinceStep) {
        return isStale(sinceStep)
                ? Optional.of("the node has not moved for " + sinceStep.toSeconds()
                        + " s: no mail goes out, and SMTP answers 421; is the disk very slow? \"jcmd PID "
                        + "Thread.print\" shows what it waits for")
                : Optional.empty();
    }
}
