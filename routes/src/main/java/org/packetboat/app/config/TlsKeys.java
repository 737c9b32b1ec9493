package org.packetboat.app.config;

import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code tls:} of those parts that await callers: a certificate and its key. */
final class TlsKeys {
    private TlsKeys() {}

    static Optional<SmtpIntake.TlsIdentity> read(Value value, Folder folder) {
        Optional<Section> section = value.section("certificate", "key");
        Optional<Path> certificate = section.flatMap(s -> s.need("certificate", "a PEM file")).flatMap(folder::file);
        Optional<Path> key = section.flatMap(s -> s.need("key", "a PEM file")).flatMap(folder::secret);
        return certificate.flatMap(c -> key.map(k -> new SmtpIntake.TlsIdentity(c, k)));
    }
}
