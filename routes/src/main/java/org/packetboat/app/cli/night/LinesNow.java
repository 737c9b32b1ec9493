package org.packetboat.app.cli.night;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.process.PidFile;
import org.packetboat.connectors.jmx.DeadLineRow;
import org.packetboat.engine.forward.DeadLine;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.yaml.Problem;

/**
 * Which lines are up, as far as can be known: those that the running server believes dead are not. What it believes is
 * forgotten when it stops.
 *
 * @param dead  those that aren't
 * @param notes what people are to be told of lines, with what to do
 */
record LinesNow(List<DeadLine> dead, List<String> notes) {
    /** Nobody asks for the lines there are. */
    static final LinesNow ANY = new LinesNow(List.of(), List.of());

    /** @param warnings what reading the setup warned of */
    static LinesNow of(Setup setup, List<Problem> warnings) {
        if (setup.schedules().links().values().stream().allMatch(link -> link instanceof IpLink)) return ANY;
        List<String> notes = new ArrayList<>(warnings.stream().map(Problem::toString)
                .filter(warning -> warning.contains("links.")).toList());
        if (new PidFile(setup.configuration().places().data()).running().isEmpty()) {
            notes.add("No server runs on " + setup.configuration().places().data()
                    + ", so whether lines are down is not known: all are taken to be up.");
            return new LinesNow(List.of(), notes);
        }
        return without(RunningServer.ask(setup.configuration().places().data(),
                running -> running.server().listDeadLines().stream().map(LinesNow::read).toList()), notes);
    }

    /** @param notes what else people are to be told */
    static LinesNow without(List<DeadLine> dead, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        dead.forEach(line -> all.add(describe(line)));
        return new LinesNow(dead.stream().filter(LinesNow::isLine).toList(), all);
    }

    private static DeadLine read(DeadLineRow row) {
        return new DeadLine(row.server(), row.link(), Instant.parse(row.until()));
    }

    /** A network that is always there is no line: a plan does not do without it. */
    private static boolean isLine(DeadLine dead) {
        return !dead.link().equals(IpLink.IMPLICIT.name());
    }

    private static String describe(DeadLine line) {
        return "Line " + line.link() + " of server " + line.server()
                + " is believed dead, since calls to several sites "
                + "in a row reached nobody; it is tried again at " + line.until()
                + ". The plan does without it. Look at "
                + "its port, modem and cable; --servers N plans as if all lines were up.";
    }
}
