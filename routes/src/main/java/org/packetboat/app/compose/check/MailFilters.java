package org.packetboat.app.compose.check;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.packetboat.app.compose.routes.UserRoutes;
import org.packetboat.app.config.settings.FilterSettings;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.connectors.milter.MilterAddress;
import org.packetboat.schedules.yaml.Problems;

/** Filters that nobody answers for. */
final class MailFilters implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        Set<FilterSettings> told = new LinkedHashSet<>();
        subject.configuration().smtp().all().forEach(listener -> look(listener, subject, told, problems));
    }

    private static void look(ListenerSettings listener, Subject subject, Set<FilterSettings> told,
            Problems problems) {
        for (FilterSettings filter : listener.filters()) {
            if (!told.add(filter)) continue;
            missing(filter, subject).ifPresent(what -> problems.warning(subject.at(listener.keys("filters")),
                    listener.path() + ".filters", "found filter " + filter.name() + " at " + filter.at() + what));
        }
    }

    private static Optional<String> missing(FilterSettings filter, Subject subject) {
        String then = "): " + consequence(filter) + " while that is so. Expected ";
        if (filter.at() instanceof MilterAddress.Route(String name))
            return UserRoutes.filters(subject.configuration()).contains(name)
                    ? Optional.empty()
                    : Optional.of(", which is in no route file (a route from packetboat:filter?name=" + name + then
                            + "a route file that has it");
        return filter.at().socket().flatMap(subject.machine()::silence)
                .map(why -> ", where nobody answers (" + why + then + "a filter that runs; --offline does not ask");
    }

    private static String consequence(FilterSettings filter) {
        String action = " (on-trouble: " + filter.onTrouble().name().toLowerCase(Locale.ROOT) + ")";
        return switch (filter.onTrouble()) {
            case TEMPFAIL -> "mail is put off" + action;
            case ACCEPT -> "mail comes in unfiltered" + action;
            case REFUSE -> "mail is refused" + action;
        };
    }
}
