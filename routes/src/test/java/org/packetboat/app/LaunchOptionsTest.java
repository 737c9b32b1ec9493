package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to start the server gives the Java machine the same memory: by the machine's. */
class LaunchOptionsTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern OPTION = Pattern.compile("-X(?:ss|mx|X:[+A-Za-z-]+)[A-Za-z0-9=]*");
    private static final Set<String> ELSEWHERE = Set.of("-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1",
            "-XX:AOTCache=", "-XX:AOTCacheOutput=");

    private static Set<String> options(String script) throws IOException {
        String text = Files.readString(TOP.resolve(script)).lines().filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
        Set<String> found = OPTION.matcher(text).results().map(option -> option.group())
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(ELSEWHERE);
        return found;
    }

    @Test
    void allScriptsGiveTheSame() throws IOException {
        Set<String> usual = options("packetboat");
        assertTrue(usual.contains("-XX:MaxRAMPercentage=40"), usual.toString());
        assertEquals(usual, options("docker/package/java.sh"));
        assertEquals(usual, options("docker/assemble"));
        for (String script : List.of("packetboat", "docker/package/java.sh", "docker/packetboat"))
            assertTrue(Files.readString(TOP.resolve(script)).contains("export MALLOC_ARENA_MAX"), script);
    }

    /** What the Java machine makes of them. @param heap MB at most, as it rounds them */
    @ParameterizedTest
    @CsvSource({"256, 103", "512, 205", "1024, 410", "1280, 512", "65536, 512"})
    void theHeapFollowsTheMemory(long machine, long heap) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options("packetboat"));
        if (machine < 1280) command.add("-XX:MaxRAM=" + machine + "m");
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        command.removeIf(option -> option.startsWith("-XX:TrimNative"));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes());
        assertTrue(java.waitFor(1, TimeUnit.MINUTES) && java.exitValue() == 0, said);
        long most = Pattern.compile("\\bMaxHeapSize +=? *(\\d+)").matcher(said).results()
                .mapToLong(found -> Long.parseLong(found.group(1))).findFirst().orElseThrow();
        assertEquals(heap, Math.round(most / 1048576.0), 1);
    }
}
