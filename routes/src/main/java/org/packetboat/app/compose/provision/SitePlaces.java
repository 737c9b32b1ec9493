package org.packetboat.app.compose.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.Change;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.schedules.yaml.Problem;

/**
 * Tells of problems with provisioned sites in the words of whoever wants them: the file that the server would write is
 * not there, and nobody knows its lines.
 *
 * @param file  that would be written
 * @param names of its sites, in its order
 */
record SitePlaces(String file, List<String> names, Map<String, Change> changes) {
    private static final String ROUTES = "routes[";

    static SitePlaces of(Configuration next, List<Change> changes) {
        return new SitePlaces(next.provisionedFile().file().toString(),
                List.copyOf(next.provisioned().of(Kind.SITE).keySet()),
                changes.stream().filter(change -> change.kind() == Kind.SITE)
                        .collect(Collectors.toMap(Change::name, Function.identity(), (first, _) -> first)));
    }

    String told(Problem problem) {
        Optional<String> site = problem.place().file().equals(file) ? site(problem.path()) : Optional.empty();
        if (site.isEmpty()) return problem.toString();
        String rest = problem.path().substring(problem.path().indexOf(']') + 1);
        String path = Kind.SITE.key() + "." + site.get() + rest;
        return Optional.ofNullable(changes.get(site.get()))
                .map(change -> new Problem(problem.weight(), change.place(), path, problem.message()).toString())
                .orElseGet(() -> path + ", provisioned before: " + problem.message());
    }

    private Optional<String> site(String path) {
        if (!path.startsWith(ROUTES) || path.indexOf(']') < 0) return Optional.empty();
        int at = Integer.parseInt(path.substring(ROUTES.length(), path.indexOf(']')));
        return at < names.size() ? Optional.of(names.get(at)) : Optional.empty();
    }
}
