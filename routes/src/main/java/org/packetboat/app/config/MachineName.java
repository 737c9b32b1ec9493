package org.packetboat.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.packetboat.engine.mail.Domain;

/**
 * What this machine is called, without asking the network: a name server that does not answer must not hold up the
 * start. A name without a dot gets {@code .localdomain}, for a mail server's name needs one.
 */
public final class MachineName {
    private static final String LAST_RESORT = "localhost.localdomain";

    private final Path kernel;
    private final Map<String, String> environment;

    /**
     * Asks the kernel first, then the environment.
     *
     * @param kernel      the file with the kernel's word
     * @param environment where HOSTNAME may be
     */
    public MachineName(Path kernel, Map<String, String> environment) {
        this.kernel = kernel;
        this.environment = Map.copyOf(environment);
    }

    /** This machine's. */
    public static MachineName here() {
        return new MachineName(Path.of("/proc/sys/kernel/hostname"), System.getenv());
    }

    /** The name, usable as a mail server's whatever the machine says. */
    public Domain get() {
        String name = raw().strip();
        try {
            return new Domain(name.indexOf('.') > 0 ? name : name + ".localdomain");
        } catch (IllegalArgumentException e) {
            return new Domain(LAST_RESORT);
        }
    }

    private String raw() {
        try {
            return Files.readString(kernel);
        } catch (IOException e) {
            return environment.getOrDefault("HOSTNAME", "");
        }
    }
}
