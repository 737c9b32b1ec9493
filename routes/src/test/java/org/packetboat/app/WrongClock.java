package org.packetboat.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A machine whose clock is wrong, and is put right while programs run: a preloaded library, built here with gcc. */
final class WrongClock {
    private static final Path SOURCE = Path.of("src", "test", "native", "clock.c");

    private final Path library;
    private final Path offset;

    /** Where there is no gcc, says so and skips the test. */
    WrongClock(Path folder) throws IOException, InterruptedException {
        boolean gcc = Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.exists(Path.of(p, "gcc")));
        if (!gcc) System.err.println("SKIPPED: UnattendedIT; MISSING: gcc");
        Assumptions.assumeTrue(gcc, "no gcc");
        library = folder.resolve("clock.so");
        offset = Files.write(folder.resolve("clock.offset"), new byte[Long.BYTES]);
        Process compiler = new ProcessBuilder("gcc", "-std=gnu11", "-O2", "-Wall", "-fPIC", "-shared", "-o",
                library.toString(), SOURCE.toString()).inheritIO().start();
        if (compiler.waitFor() != 0) throw new IOException("gcc could not build " + SOURCE);
    }

    /** From now on it shows this, and goes on. */
    void show(Instant time) throws IOException {
        set(Duration.between(Instant.now(), time).toSeconds());
    }

    void putRight() throws IOException {
        set(0);
    }

    private void set(long seconds) throws IOException {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(seconds).array();
        Files.write(offset, bytes, StandardOpenOption.WRITE);
    }

    /** Runs a command on this machine. */
    List<String> wrapper() {
        return List.of("env", "LD_PRELOAD=" + library, "CLOCK_OFFSET=" + offset);
    }
}
