package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code packetboat demo}, as a new user runs it. */
class DemoIT {
    @TempDir
    Path temporary;

    @Test
    void sendsToThreeBranchesInTheirWindowsAndLeavesNothingBehind() throws Exception {
        List<String> command = new ArrayList<>(ServerProcess.program("demo"));
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(demo.waitFor(2, TimeUnit.MINUTES), said);
            assertEquals(0, demo.exitValue(), said);
            assertTrue(said.contains("250 2.0.0 Ok: queued as"), said);
            List<String> states = List.of(state(said, "boston", "delivered"), state(said, "denver", "late"),
                    state(said, "seattle", "delivered"));
            assertTrue(said.contains("100 %  " + counts(states)), () -> "not \"" + counts(states) + "\" in\n" + said);
            assertTrue(said.contains("denver: 1 waiting"), said);
            assertEquals(List.of(), left(), said);
        } finally {
            demo.destroyForcibly();
        }
    }

    /** A branch whose report had no time to come in the call that brought its mail stays relayed (docs/relayed.md). */
    private static String state(String said, String branch, String told) {
        Matcher row = Pattern
                .compile("(?m)^" + branch + " .* (" + told + "|relayed) +\\d\\d:\\d\\d:\\d\\d +1 in desk's mailbox$")
                .matcher(said);
        assertTrue(row.find(), () -> "no row of " + branch + ", " + told + " or relayed, with its mail in\n" + said);
        return row.group(1);
    }

    /** What the board says at the end: with a report of each branch, "3 of 3 delivered, 1 late". */
    private static String counts(List<String> states) {
        int relayed = Collections.frequency(states, "relayed");
        return states.size() - relayed + " of " + states.size() + " delivered"
                + (states.contains("late") ? ", 1 late" : "") + (relayed > 0 ? ", " + relayed + " relayed" : "")
                + "\n";
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(f -> f.getFileName().toString().startsWith("packetboat-demo")).toList();
        }
    }
}
