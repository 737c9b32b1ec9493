package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Linux kernel that runs as a process and has PPP, whatever the machine's own kernel has; it shares the machine's
 * files, and one pseudo-terminal as its serial port /dev/ttyS0.
 */
final class UserModeKernel implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("linux.uml", "pppd", "insmod");
    private static final Duration BOOT = Duration.ofMinutes(3);

    private final Process process;
    private final Path folder;

    private UserModeKernel(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Skips the test, loudly, where there is none, or where it does not run. @param folder to try it in */
    static void needKernel(Path folder) throws IOException {
        for (String program : PROGRAMS) {
            boolean found = Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").anyMatch(
                    place -> Files.isExecutable(Path.of(place, program)));
            if (!found)
                System.err.println("SKIPPED: no " + program + ", so no real pppd is tried; ./verify installs it");
            Assumptions.assumeTrue(found, "no " + program);
        }
        boolean runs = runs(folder);
        if (!runs)
            System.err
                    .println("SKIPPED: linux.uml panics on this machine, so no real pppd is tried. Older kernels know "
                            + "nothing of processors with large registers (AMX): \"ptrace set fp regs failed\"");
        Assumptions.assumeTrue(runs, "linux.uml does not run here");
    }

    /** Whether it comes as far as its first process. One that is only slow does. */
    private static boolean runs(Path folder) throws IOException {
        Path init = Files.writeString(folder.resolve("init.sh"), "#!/bin/sh\n: >" + folder + "/up\nhalt -f -p\n");
        init.toFile().setExecutable(true);
        Process kernel = kernel(folder, init, "null").start();
        try {
            kernel.waitFor(BOOT.toSeconds(), TimeUnit.SECONDS);
            return Files.exists(folder.resolve("up"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            kernel.descendants().forEach(ProcessHandle::destroyForcibly);
            kernel.destroyForcibly().onExit().join();
        }
    }

    /**
     * Starts one.
     *
     * @param folder where it works and writes console.log
     * @param port   the pseudo-terminal that is its serial port
     * @param work   shell commands; those that don't end by themselves in the background
     */
    static UserModeKernel start(Path folder, Path port, String work) throws IOException {
        Files.createDirectories(folder);
        Path init = folder.resolve("init.sh");
        try (InputStream template = UserModeKernel.class.getResourceAsStream("kernel-init.sh")) {
            assertNotNull(template);
            Files.writeString(init, new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@FOLDER@", folder.toString()).replace("@WORK@", work));
        }
        init.toFile().setExecutable(true);
        return new UserModeKernel(kernel(folder, init, "tty:" + port).start(), folder);
    }

    private static ProcessBuilder kernel(Path folder, Path init, String serial) {
        ProcessBuilder builder = new ProcessBuilder("linux.uml", "mem=512M", "rootfstype=hostfs", "rootflags=/", "rw",
                "init=" + init, "con=null", "con0=fd:0,fd:1", "ssl=null", "ssl0=" + serial, "quiet");
        builder.environment().put("TMPDIR", folder.toString()); // its memory is a file there
        return builder.redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve("console.log").toFile());
    }

    @Override
    public void close() throws IOException {
        Files.writeString(folder.resolve("stop"), "");
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
