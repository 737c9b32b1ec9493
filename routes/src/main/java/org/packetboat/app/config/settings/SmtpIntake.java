package org.packetboat.app.config.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How mail is taken in by SMTP.
 *
 * @param main   where it is taken in always
 * @param others where it is taken in beside that
 */
public record SmtpIntake(ListenerSettings main, List<ListenerSettings> others) {
    public SmtpIntake {
        others = List.copyOf(others);
    }

    /** All places, the main one first. */
    public Stream<ListenerSettings> all() {
        return Stream.concat(Stream.of(main), others.stream());
    }

    /**
     * The server's own certificate, followed by those that lead to its root, and its private key; both PEM files.
     */
    public record TlsIdentity(Path certificate, Path key) {}
}
