package org.packetboat.app.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/** Whether the certificates, keys and authorities that a configuration names can be used. */
final class TlsCheck {
    /** Reads files. */
    private interface Check {
        void run() throws IOException;
    }

    private final List<Problem> problems = new ArrayList<>();

    private TlsCheck() {}

    static List<Problem> problems(Configuration configuration, Schedules schedules) {
        TlsCheck check = new TlsCheck();
        configuration.smtp().tls().ifPresent(tls -> check.run(tls.certificate().toString(), "smtp.tls",
                () -> new TlsFiles(tls.certificate(), tls.key()).check()));
        String files = configuration.places().schedules().stream().map(Path::toString)
                .collect(Collectors.joining(", "));
        ClientTls client = new ClientTls();
        for (Route route : schedules.routes()) {
            route.transport().peers().ifPresent(peers -> check.run(files, "site " + route.site(),
                    () -> client.check(peers.trust())));
        }
        return check.problems;
    }

    private void run(String file, String path, Check check) {
        try {
            check.run();
        } catch (IOException e) {
            problems.add(new Problem(Problem.Weight.ERROR, Place.of(file), path, String.valueOf(e.getMessage())));
        }
    }
}
