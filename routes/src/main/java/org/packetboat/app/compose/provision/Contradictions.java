package org.packetboat.app.compose.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.Change;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.ScheduleOutline;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.yaml.Problems;

/** Finds changes that contradict what people have written by hand, and says where that is. */
final class Contradictions {
    private final Configuration configuration;
    private final Problems problems;

    /** @param configuration with what would be provisioned */
    Contradictions(Configuration configuration, Problems problems) {
        this.configuration = configuration;
        this.problems = problems;
    }

    /** Looks at changes that add something, or change it. */
    void find(List<Change> changes) {
        Optional<ScheduleOutline> written = Optional.empty();
        for (Change change : changes) {
            if (change.what() instanceof Change.What.Removed) continue;
            switch (change.kind()) {
                case LOGIN -> login(change);
                case DOMAIN -> domain(change);
                case SITE -> {
                    written = written.or(() -> Optional
                            .of(ScheduleOutline.of(new SourceFiles(configuration.places().schedules()))));
                    site(change, written.get());
                }
            }
        }
    }

    private void login(Change change) {
        List<Path> files = configuration.smtp().all().map(ListenerSettings::authFile).flatMap(Optional::stream)
                .distinct().toList();
        if (files.isEmpty()) {
            refuse(change, "nobody can log in here; expected a listener that takes logins: smtp: { tls: ..., "
                    + "auth-file: FILE } in packetboat.yaml, where the file may be empty");
        }
        files.forEach(file -> line(file, change.name()).ifPresent(line -> refuse(change, "found a login that is in "
                + file + ":" + line + " already; change it there, or give this one another name")));
    }

    private static Optional<Integer> line(Path file, String login) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++)
                if (lines.get(i).strip().startsWith(login + ":")) return Optional.of(i + 1);
        } catch (IOException unreadable) {
            // the server has said so
        }
        return Optional.empty();
    }

    private void domain(Change change) {
        int at = configuration.identity().localDomains().indexOf(new Domain(change.name()));
        if (at >= 0) {
            refuse(change, "found a domain that is in local-domains already, at "
                    + configuration.places().outline().place("local-domains", Integer.toString(at)));
        }
    }

    private void site(Change change, ScheduleOutline written) {
        if (written.says(change.name(), "site")) {
            refuse(change, "found a site that is at " + written.route(change.name()) + " already; change it there, or "
                    + "give this one another name");
        }
    }

    /** Looks for domains whose mail would stay here and have a route, too, which would never be used. */
    void find(List<Change> changes, List<Route> routes) {
        Set<Domain> local = Set.copyOf(configuration.localDomains());
        Set<String> sites = names(changes, Kind.SITE);
        Set<String> domains = names(changes, Kind.DOMAIN);
        for (Route route : routes) {
            for (DomainPattern pattern : route.domains()) {
                if (!(pattern instanceof DomainPattern.Exactly(Domain domain)) || !local.contains(domain)) continue;
                if (sites.contains(route.site()) || domains.contains(domain.name()))
                    tellOfBoth(changes, route.site(), domain);
            }
        }
    }

    private static Set<String> names(List<Change> changes, Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).map(Change::name).collect(Collectors.toSet());
    }

    private void tellOfBoth(List<Change> changes, String site, Domain domain) {
        changes.stream().filter(change -> change.name().equals(site) || change.name().equals(domain.name())).findFirst()
                .ifPresent(change -> refuse(change, "found the domain " + domain + " both as one whose mail stays here "
                        + "and in the route of site " + site + ", at "
                        + ScheduleOutline.of(configuration.scheduleFiles()).route(site, "domains")
                        + ", which would never be used; expected it in one of them"));
    }

    private void refuse(Change change, String message) {
        problems.error(change.place(), change.kind().key() + "." + change.name(), message);
    }
}
