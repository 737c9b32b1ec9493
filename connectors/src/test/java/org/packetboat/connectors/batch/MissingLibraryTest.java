package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A machine for whose processor a codec has no library: a process of its own, without that library, greets twice. */
class MissingLibraryTest {
    /** A folder in which no library is: as where the processor has none, or {@code /tmp} runs no code. */
    private static final String NO_ZSTD = "-DZstdNativePath=/nonexistent/libzstd-jni.so";

    @Test
    void withAllLibrariesAllCodecsAreSaid() throws Exception {
        assertSaid("pb1:bmsz:1:16:n:d:r", true);
    }

    @Test
    void withoutBrotliTheOthersAreSaid() throws Exception {
        assertSaid("pb1:msz:1:16:n:d:r", false);
    }

    @Test
    void withoutZstdTheOthersAreSaid() throws Exception {
        assertSaid("pb1:bms:1:16:n:d:r", true, NO_ZSTD);
    }

    @Test
    void withoutAnyLibraryOurOwnAreSaid() throws Exception {
        assertSaid("pb1:ms:1:16:n:d:r", false, NO_ZSTD);
    }

    @Test
    void whereLibrariesCantBeUnpackedOurOwnAreSaid() throws Exception {
        assertSaid("pb1:ms:1:16:n:d:r", true, "-DZstdTempFolder=/nonexistent", "-Djava.io.tmpdir=/nonexistent");
    }

    private static void assertSaid(String word, boolean brotli, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(brotli), SaidAbility.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String all = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), all);
        assertEquals(List.of("said " + word, "said " + word),
                all.lines().filter(line -> line.startsWith("said ")).toList(), all);
    }

    private static String classPath(boolean brotli) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> brotli || !Path.of(jar).getFileName().toString().startsWith("native-"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
