package org.packetboat.app.compose.check;

import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.schedules.yaml.Problems;

/** A server that takes no mail to anywhere else. Not told with the built-in settings. */
final class NoRoutes implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        boolean builtIn = subject.configuration().places().outline().file().equals(ConfigurationReader.EMBEDDED);
        if (builtIn || !subject.routes().isEmpty() || subject.configuration().router().isPresent()) return;
        boolean holds = subject.configuration().delivery().holdUnroutable();
        problems.warning(subject.at("schedules"), "schedules", "found no routes: mail for domains that are not local "
                + (holds ? "waits for one until msdead" : "is refused (550 5.4.4)")
                + ". Expected routes in schedule files, like - { site: smarthost, domains: [\"*\"], host: "
                + "mail.example.com }");
    }
}
