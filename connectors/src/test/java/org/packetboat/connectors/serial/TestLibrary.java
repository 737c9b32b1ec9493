package org.packetboat.connectors.serial;

import java.io.IOException;
import java.nio.file.Path;
import org.packetboat.connectors.serial.device.SerialLibrary;

/** The native library, once for all tests of this run. */
public final class TestLibrary {
    private TestLibrary() {
    }

    public static void install() throws IOException {
        SerialLibrary.install(Path.of("target", "serial-library"));
    }
}
