package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
            assertTrue(said.contains("100 %  "), said);
            assertTrue(
                    said.lines()
                            .anyMatch(l -> l.matches("boston .* \\w+ed +\\d\\d:\\d\\d:\\d\\d +1 in .*")),
                    said);
            assertTrue(said.lines().anyMatch(l -> l.matches("denver .* \\w+ +\\d\\d:\\d\\d:\\d\\d +1 in .*")),
                    said);
            assertTrue(
                    said.lines()
                            .anyMatch(l -> l.matches("seattle .* \\w+ed +\\d\\d:\\d\\d:\\d\\d +1 in .*")),
                    said);
            assertTrue(said.contains("denver: 1 waiting"), said);
            assertEquals(List.of(), left(), said);
        } finally {
            demo.destroyForcibly();
        }
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(f -> f.getFileName().toString().startsWith("packetboat-demo")).toList();
        }
    }
}
