package org.packetboat.app.compose.check;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.app.config.settings.FilterSettings;
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
            subject.machine().silence(filter.at().socket()).ifPresent(why -> problems.warning(
                    subject.at(listener.keys("filters")), listener.path() + ".filters",
                    "found filter " + filter.name() + " at " + filter.at() + ", where nobody answers (" + why
                            + "): " + consequence(filter)
                            + " while that is so. Expected a filter that runs; --offline does not ask"));
        }
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
