package org.packetboat.app.compose.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** Certificates, our own and those of authorities we trust, that have expired, soon will, or are not valid yet. */
final class Certificates implements Check {
    private static final Duration SOON = Duration.ofDays(30);

    private record Named(String path, Place place) {}

    @Override
    public void look(Subject subject, Problems problems) {
        Map<Path, Named> files = new HashMap<>();
        subject.configuration().smtp().all().forEach(listener -> listener.tls().ifPresent(tls -> files.putIfAbsent(
                tls.certificate(), new Named(listener.path() + ".tls.certificate",
                        subject.at(listener.keys("tls.certificate"))))));
        subject.configuration().http().flatMap(HttpAccess::tls).ifPresent(tls -> files.putIfAbsent(tls.certificate(),
                new Named("http.tls.certificate", subject.at("http", "tls", "certificate"))));
        subject.configuration().jmx().ifPresent(jmx -> files.putIfAbsent(jmx.tls().certificate(),
                new Named("jmx.tls.certificate", subject.at("jmx", "tls", "certificate"))));
        for (Route route : subject.routes()) {
            Optional<PeerPolicy> peers = route.transport().peers();
            peers.flatMap(p -> p.trust().authorities()).ifPresent(file -> files.computeIfAbsent(Path.of(file),
                    _ -> named(subject, route, "ca-file")));
            peers.flatMap(p -> p.trust().identity()).ifPresent(own -> files.computeIfAbsent(Path.of(own.certificate()),
                    _ -> named(subject, route, "certificate")));
        }
        files.forEach((file, named) -> read(file).forEach(c -> trouble((X509Certificate) c, subject.now())
                .ifPresent(why -> problems.warning(named.place(), named.path(), "found a certificate in " + file
                        + " that " + why + " (" + ((X509Certificate) c).getSubjectX500Principal().getName()
                        + "). Expected one that is valid now and for 30 days to come; a renewed file is used without "
                        + "a restart"))));
    }

    private static Named named(Subject subject, Route route, String key) {
        return new Named("site " + route.site() + ": " + key, subject.written().route(route.site(), key));
    }

    private static Optional<String> trouble(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isAfter(end)) return Optional.of("expired at " + end);
        if (now.isBefore(begin)) return Optional.of("is not valid before " + begin);
        return now.plus(SOON).isAfter(end) ? Optional.of("expires soon, at " + end) : Optional.empty();
    }

    /** None of a file that can't be read: {@link TlsUse} tells of it. */
    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(content);
        } catch (IOException | CertificateException e) {
            return List.of();
        }
    }
}
