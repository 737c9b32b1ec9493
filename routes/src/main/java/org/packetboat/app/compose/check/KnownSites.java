package org.packetboat.app.compose.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** Sites that packetboat.yaml names and no schedule file has. They may come with a later schedule. */
final class KnownSites implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        Set<String> known = new TreeSet<>(subject.sites());
        new TreeMap<>(subject.configuration().pickUp().fetched()).keySet().stream()
                .filter(site -> !known.contains(site))
                .forEach(site -> warn(subject.at("fetch", site), "fetch." + site, site, known, problems));
        new TreeMap<>(subject.configuration().pickUp().allowed()).forEach((login, sites) -> sites.stream()
                .filter(site -> !known.contains(site))
                .forEach(site -> warn(subject.at("pick-up", login), "pick-up." + login, site, known, problems)));
        subject.configuration().router().flatMap(router -> router.sites()).orElse(Map.of()).forEach((site, place) -> {
            if (!known.contains(site)) warn(place, "router.sites", site, known, problems);
        });
        subject.configuration().fleet().reportTo().filter(site -> !known.contains(site)).ifPresent(
                site -> warn(subject.at("fleet", "report-to"), "fleet.report-to", site, known, problems));
        subject.configuration().clockFrom()
                .filter(site -> !subject.hasSite(site, r -> r.transport() instanceof Transport.Uucp))
                .ifPresent(site -> problems.warning(subject.at("clock-from"), "clock-from", "found \"" + site
                        + "\"; expected a site of the schedule files that UUCP is spoken with: it is asked for the "
                        + "time while the clock can't be right"));
    }

    private static void warn(Place place, String path, String site, Set<String> known, Problems problems) {
        problems.warning(place, path, "found \"" + site + "\"; expected a site of the schedule files"
                + (known.isEmpty() || known.size() > 20 ? "" : ": " + String.join(", ", known)));
    }
}
