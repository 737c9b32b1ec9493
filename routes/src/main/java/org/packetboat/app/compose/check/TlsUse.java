package org.packetboat.app.compose.check;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.connectors.smtp.tls.JdkTls;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/**
 * Whether the certificates, keys and authorities that a configuration names can be used. Those of routes do not keep a
 * server from starting, but nothing would go to these sites.
 */
final class TlsUse implements Check {
    /** Reads files. */
    private interface Use {
        void of() throws IOException;
    }

    @Override
    public void look(Subject subject, Problems problems) {
        Set<SmtpIntake.TlsIdentity> looked = new HashSet<>();
        subject.configuration().smtp().all().forEach(listener -> listener.tls().filter(looked::add).ifPresent(
                tls -> attempt(() -> new TlsFiles(tls.certificate(), tls.key()).check(),
                        subject.at(listener.keys("tls")), listener.path() + ".tls", problems)));
        subject.configuration().http().flatMap(HttpAccess::tls).ifPresent(tls -> attempt(
                () -> new TlsFiles(tls.certificate(), tls.key()).check(), subject.at("http", "tls"), "http.tls",
                problems));
        subject.configuration().jmx().ifPresent(jmx -> attempt(() -> JdkTls.server(
                new TlsFiles(jmx.tls().certificate(), jmx.tls().key()), jmx.users().authorities()),
                subject.at("jmx", "tls"),
                "jmx.tls", problems));
        ClientTls client = new ClientTls();
        for (Route route : subject.routes()) {
            route.transport().peers().ifPresent(peers -> attempt(() -> client.check(peers.trust()),
                    subject.written().route(route.site(), subject.written().says(route.site(), "ca-file")
                            ? "ca-file"
                            : "certificate"),
                    "site " + route.site(), problems));
        }
    }

    private static void attempt(Use use, Place place, String path, Problems problems) {
        try {
            use.of();
        } catch (IOException e) {
            problems.error(place, path, String.valueOf(e.getMessage()));
        }
    }
}
