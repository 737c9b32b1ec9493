package org.packetboat.app.compose.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** Finds changes that contradict what people have written by hand, and says where that is. */
final class Contradictions {
    private final Configuration configuration;
    private final Problems problems;
    private final Map<Path, Map<String, Integer>> lines = new HashMap<>();

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
        if (files().isEmpty()) {
            refuse(change, "nobody can log in here; expected a listener that takes logins: smtp: { tls: ..., "
                    + "auth-file: FILE } in packetboat.yaml, where the file may be empty");
        }
        written(change).ifPresent(place -> refuse(change, "found a login that is in " + place
                + " already; change it there, or give this one another name"));
    }

    /** Where a login is written by hand, too. */
    private Optional<String> written(Change change) {
        for (Path file : files()) {
            int line = lines.computeIfAbsent(file, Contradictions::lines).getOrDefault(change.name(), 0);
            if (line > 0) return Optional.of(file + ":" + line);
        }
        return Optional.empty();
    }

    /** Of what is removed here and written by hand, too, so that it counts all the same, a sentence each. */
    List<String> remaining(List<Change> changes) {
        List<String> left = new ArrayList<>();
        for (Change change : changes) {
            if (!(change.what() instanceof Change.What.Removed)) continue;
            if (change.kind() == Kind.LOGIN)
                written(change).ifPresent(place -> left.add("login " + change.name()
                        + " is in " + place + " still, and counts: remove it there, too"));
            if (change.kind() == Kind.DOMAIN)
                place(change).ifPresent(place -> left.add("domain " + change.name()
                        + " is in local-domains still, at " + place + ": remove it there, too"));
        }
        return left;
    }

    private List<Path> files() {
        return configuration.smtp().all().map(ListenerSettings::authFile).flatMap(Optional::stream).distinct().toList();
    }

    /** On which line each login is. */
    private static Map<String, Integer> lines(Path file) {
        Map<String, Integer> found = new HashMap<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.indexOf(':') > 0) found.putIfAbsent(line.substring(0, line.indexOf(':')), i + 1);
            }
        } catch (IOException unreadable) {
            // the server has said so
        }
        return found;
    }

    private void domain(Change change) {
        place(change).ifPresent(
                place -> refuse(change, "found a domain that is in local-domains already, at " + place));
    }

    private Optional<Place> place(Change change) {
        int at = configuration.identity().localDomains().indexOf(new Domain(change.name()));
        return at < 0
                ? Optional.empty()
                : Optional.of(configuration.places().outline().place("local-domains", Integer.toString(at)));
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
