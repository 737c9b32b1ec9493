package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to start the server gives the Java machine the same memory: by the machine's. */
class LaunchOptionsTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern OPTION = Pattern.compile("-X(?:ss|mx|X:[+A-Za-z-]+)[A-Za-z0-9=]*");
    private static final Set<String> ELSEWHERE = Set.of("-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=4", "-XX:NewRatio=1", "-XX:AOTCache=", "-XX:AOTCacheOutput=",
            "-XX:-AOTRecordTraining",
            "-XX:MaxRAM=", "-XX:MaxRAM=1280m");

    @TempDir
    private Path folder;

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
        for (String script : List.of("packetboat", "docker/package/launcher", "docker/packetboat"))
            assertTrue(Files.readString(TOP.resolve(script)).contains("-XX:NewRatio=1"), script);
        for (String script : List.of("packetboat", "docker/package/java.sh", "docker/packetboat"))
            assertTrue(Files.readString(TOP.resolve(script)).contains("export MALLOC_ARENA_MAX"), script);
    }

    /** A root folder of a machine, whose groups of processes may take less. @param limits group and file, and bytes */
    private Path machine(long megabytes, String groups, Map<String, String> limits) throws IOException {
        Path root = folder.resolve("machine");
        write(root.resolve("proc/meminfo"), "MemFree: 77 kB\nMemTotal: %d kB\n".formatted(megabytes * 1024));
        write(root.resolve("proc/self/cgroup"), groups);
        for (Map.Entry<String, String> limit : limits.entrySet())
            write(root.resolve("sys/fs/cgroup").resolve(limit.getKey()), limit.getValue() + "\n");
        return root;
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A program with this launcher, whose Java says what it was called with. */
    private List<String> called(String script, Path root) throws Exception {
        return called(script, root, "--version");
    }

    private List<String> called(String script, Path root, String asked) throws Exception {
        Path top = folder.resolve("top");
        String text = Files.readString(TOP.resolve(script)).replace("/opt/packetboat", top.toString());
        Path launcher = write(top.resolve(script.contains("package/") ? "bin/packetboat" : "packetboat"), text);
        write(top.resolve("memory.sh"), Files.readString(TOP.resolve("bin/memory.sh")));
        for (String part : List.of("bin/memory.sh", "bin/jdk.sh", "bin/locale.sh"))
            write(top.resolve(part), Files.readString(TOP.resolve(part)));
        write(top.resolve("bin/java.sh"), Files.readString(TOP.resolve("docker/package/java.sh")));
        write(top.resolve("builds/current/ready"), "");
        Files.createDirectories(top.resolve("routes/target/program"));
        write(folder.resolve("jdks/jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String java : List.of("jdks/jdk/bin/java", "jdks/jdk/bin/javac", "top/runtime/bin/java"))
            executable(write(folder.resolve(java), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"));
        executable(launcher);
        ProcessBuilder command = new ProcessBuilder(launcher.toString(), asked).redirectErrorStream(true);
        command.environment().put("PACKETBOAT_JDKS", folder.resolve("jdks").toString());
        command.environment().put("memory_root", root.toString());
        return said(command);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<String> said(ProcessBuilder command) throws Exception {
        Process process = command.start();
        List<String> said = process.inputReader().lines().toList();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0, said.toString());
        return said;
    }

    private static List<String> memory(List<String> called) {
        return called.stream().filter(option -> option.startsWith("-XX:MaxRAM=")).toList();
    }

    private static boolean isForASmallMachine(List<String> called) {
        return called.containsAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=4", "-Xmn4m"));
    }

    /** What the Java machine makes of it. @return MB at most, as it rounds them */
    private static long heap(List<String> called) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        called.stream().filter(option -> option.startsWith("-X") && !option.startsWith("-XX:TrimNative"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        String said = String.join("\n", said(new ProcessBuilder(command).redirectErrorStream(true)));
        return Math.round(Pattern.compile("\\bMaxHeapSize +=? *(\\d+)").matcher(said).results()
                .mapToLong(found -> Long.parseLong(found.group(1))).findFirst().orElseThrow() / 1048576.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {256, 65536})
    void whatACollectionHasFreedIsGivenBack(long machine) throws Exception {
        assertTrue(called("packetboat", machine(machine, "", Map.of()))
                .containsAll(List.of("-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20",
                        "-XX:-ShrinkHeapInSteps")));
    }

    @ParameterizedTest
    @CsvSource({"256, 103", "512, 205", "1024, 410", "1280, 512", "65536, 512"})
    void theHeapFollowsTheMemory(long machine, long heap) throws Exception {
        assertEquals(heap, heap(called("packetboat", machine(machine, "", Map.of()))), 1);
    }

    /** The least of the machine's, of the group's, and of those groups' that hold it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    0::/                          | memory.max                              | 268435456           | 256
                    0::/system.slice/boat.service | system.slice/boat.service/memory.max    | 268435456           | 256
                    0::/system.slice/boat.service | system.slice/memory.max                 | 268435456           | 256
                    0::/system.slice/boat.service | system.slice/boat.service/memory.max    | max                 | 1000
                    0::/system.slice/boat.service | system.slice/other.service/memory.max   | 268435456           | 1000
                    0::/../other                  | memory.max                              | 268435456           | 256
                    5:cpu,memory:/docker/a:b      | memory/docker/a:b/memory.limit_in_bytes | 268435456           | 256
                    4:memory:/docker/outside      | memory/memory.limit_in_bytes            | 268435456           | 256
                    4:memory:/                    | memory/memory.limit_in_bytes            | 9223372036854771712 | 1000
                    4:memory:/                    | memory/memory.limit_in_bytes            | 999999999999        | 1000
                    4:memory:/                    | memory/memory.limit_in_bytes            | 0                   | 1000
                    """)
    void aContainersLimitCounts(String group, String file, String limit, long memory) throws Exception {
        Path root = machine(1000, "9:cpuset:/\n" + group + "\n", Map.of(file, limit));
        assertEquals(List.of("-XX:MaxRAM=" + memory + "m"), memory(called("packetboat", root)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"packetboat", "docker/package/launcher", "docker/packetboat"})
    void eachWayToStartLooksAtTheMemory(String script) throws Exception {
        Path small = machine(24_000, "0::/\n", Map.of("memory.max", "268435456"));
        assertEquals(List.of("-XX:MaxRAM=256m"), memory(called(script, small)));
        assertTrue(isForASmallMachine(called(script, small)), script);
        Path large = machine(24_000, "0::/\n", Map.of("memory.max", "max"));
        assertEquals(List.of("-XX:MaxRAM=1280m"), memory(called(script, large)));
        assertFalse(isForASmallMachine(called(script, large)), script);
        assertEquals(List.of("-XX:MaxRAM=1280m"), memory(called(script, folder.resolve("unknown"))));
    }

    /** A server's start is not spent on code that runs a few hundred times; who knows better says so. */
    @ParameterizedTest
    @ValueSource(strings = {"packetboat", "docker/package/launcher", "docker/packetboat"})
    void aServerAloneCompilesLater(String script) throws Exception {
        Path large = machine(24_000, "0::/\n", Map.of("memory.max", "max"));
        assertTrue(called(script, large, "run").contains("-XX:CompileThresholdScaling=4"), script);
        assertFalse(called(script, large, "plan").contains("-XX:CompileThresholdScaling=4"), script);
        String text = Files.readString(TOP.resolve(script));
        assertTrue(text.indexOf("CompileThresholdScaling") < text.indexOf("${PACKETBOAT_OPTS:-}"), script);
    }

    /** An image is built on another machine than it runs on. */
    @Test
    void theImagesOptionsSayNothingOfTheMemory() throws IOException {
        String options = Files.readString(TOP.resolve("docker/assemble")).split("<<OPTIONS\n|\nOPTIONS\n")[1];
        assertTrue(options.contains("-XX:MaxRAMPercentage=40"), options);
        assertFalse(options.contains("-XX:MaxRAM="), options);
    }
}
