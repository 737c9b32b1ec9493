package org.packetboat.schedules.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.peer.Fingerprint;
import org.packetboat.engine.peer.PeerTrust;
import org.packetboat.engine.peer.Tls;
import org.packetboat.schedules.file.link.NamedFile;
import org.packetboat.schedules.yaml.Section;

/** Reads whom a route trusts, and the certificate that it shows itself. */
final class PeerTrustReader {
    private static final String FINGERPRINT = "the SHA-256 of a certificate or public key, in hexadecimal or base64";
    private static final List<String> KEYS = List.of("ca-file", "fingerprints", "certificate", "key");

    private PeerTrustReader() {}

    /** Whether a route has something to say of it, so that TLS must be. */
    static boolean isGiven(Section section) {
        return KEYS.stream().anyMatch(section::has);
    }

    static PeerTrust read(Section section, Tls tls) {
        Stream.of("ca-file", "fingerprints").filter(key -> section.has(key) && !tls.isChecked())
                .forEach(key -> refuse(section, tls, key, "must or implicit: otherwise nobody is checked"));
        if (section.has("certificate") && tls == Tls.OFF) {
            refuse(section, tls, "certificate", "must, implicit or may: it is shown over TLS");
        }
        return new PeerTrust(section.get("ca-file").flatMap(NamedFile::read).map(Path::toString), fingerprints(section),
                identity(section));
    }

    private static void refuse(Section section, Tls tls, String key, String expected) {
        section.get("tls").ifPresent(v -> v.refuseAs("found \"" + tls.name().toLowerCase(Locale.ROOT)
                + "\" on a route with \"" + key + "\"; expected " + expected));
    }

    private static Set<Fingerprint> fingerprints(Section section) {
        return section.get("fingerprints").map(v -> v.atLeastOne(FINGERPRINT)).orElse(List.of()).stream()
                .flatMap(v -> v.as(FINGERPRINT, Fingerprint::parse).stream()).collect(Collectors.toSet());
    }

    private static Optional<PeerTrust.Identity> identity(Section section) {
        Optional<Path> certificate = section.get("certificate").flatMap(NamedFile::read);
        Optional<Path> key = section.get("key").flatMap(NamedFile::secret);
        if (section.has("certificate") != section.has("key")) {
            section.refuseAs("found only one of \"certificate\" and \"key\"; expected both, or neither");
        }
        return certificate.flatMap(c -> key.map(k -> new PeerTrust.Identity(c.toString(), k.toString())));
    }
}
