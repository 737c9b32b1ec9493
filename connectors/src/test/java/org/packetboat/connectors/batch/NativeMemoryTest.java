package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.protocols.bundle.codec.Codec;

/** Calls for months: packing and expanding bundles takes no memory along, also where transfers are broken off. */
class NativeMemoryTest {
    /** What was left behind before: 80 KB for each bundle, 700 MB in all. */
    private static final long MOST_GROWTH = 48 << 20;

    @ParameterizedTest
    @EnumSource(names = {"BROTLI", "ZSTD"})
    void tenThousandBundlesWithAReferenceLeaveNothingBehind(Codec codec) throws Exception {
        Assumptions.assumeTrue(Files.exists(PackingLoad.STATUS), "no " + PackingLoad.STATUS);
        Process load = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                PackingLoad.class.getName(), codec.name()).redirectErrorStream(true).start();
        try (BufferedReader out = load.inputReader()) {
            String said = String.join("\n", out.lines().toList());
            assertEquals(0, load.waitFor(), said);
            long growth = Long.parseLong(said.substring(said.lastIndexOf('\n') + 1));
            assertTrue(growth < MOST_GROWTH, () -> "grew by " + growth / 1024 + " KB");
        } finally {
            load.destroyForcibly();
        }
    }
}
