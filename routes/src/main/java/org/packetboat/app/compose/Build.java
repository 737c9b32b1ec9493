package org.packetboat.app.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;
import org.packetboat.engine.time.Plausible;

/** What is known of this program since it was built. */
final class Build {
    private Build() {}

    /** The clock of the machine it runs on: not before the program was made, and not ten years later. */
    static Plausible clock() {
        Properties made = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            made.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Plausible.since(Instant.parse(made.getProperty("made")));
    }
}
