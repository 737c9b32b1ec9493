package org.packetboat.app.compose.check;

import java.io.IOException;
import java.util.List;
import org.packetboat.app.compose.recipients.ConfiguredLists;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.connectors.recipients.ListRefused;
import org.packetboat.connectors.recipients.Unreadable;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.schedules.yaml.Problems;

/**
 * Lists of recipients that can't be read, or would be refused. Until one has been read once, mail for its people is put
 * off; after that the old one counts. Directories are asked only by the machine that the server will run on.
 */
final class RecipientSources implements Check {
    private static final int MOST_SHOWN = 10;

    @Override
    public void look(Subject subject, Problems problems) {
        for (RecipientSettings.ListSource list : subject.configuration().recipients().lists()) {
            boolean far = list.source() instanceof RecipientSettings.Source.Ldap;
            if (!far || subject.machine().isTheServers()) look(list.name(), subject, problems);
        }
    }

    private static void look(String name, Subject subject, Problems problems) {
        try {
            ConfiguredLists.preview(subject.configuration(), name, new RouteTable(subject.routes())::hasSite);
        } catch (ListRefused e) {
            List<String> all = e.problems();
            all.stream().limit(MOST_SHOWN).forEach(problem -> warn(name, problem, subject, problems));
            if (all.size() > MOST_SHOWN)
                warn(name, all.size() - MOST_SHOWN + " more; \"packetboat recipients check " + name
                        + "\" tells all", subject, problems);
        } catch (IOException e) {
            warn(name, "the list can't be read: " + Unreadable.why(e)
                    + ". Until it could be read once, mail for its people is put off with 451", subject, problems);
        }
    }

    private static void warn(String name, String message, Subject subject, Problems problems) {
        problems.warning(subject.at("recipients", "lists", name), "recipients.lists." + name, message);
    }
}
