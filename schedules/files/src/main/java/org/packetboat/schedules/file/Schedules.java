package org.packetboat.schedules.file;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.time.Plausible;
import org.packetboat.schedules.file.link.LinkSettings;

/**
 * What a set of schedule files says. Immutable.
 *
 * @param routes  in the order of the files and within them
 * @param links   by name, the implicit one included
 * @param windows the named windows that need no route to know their zone, for people to look at
 * @param callers who may call us
 * @param contacts when other sites call each other
 * @param rules   who may send to whom, how large and when
 */
public record Schedules(List<Route> routes, Map<String, LinkSettings> links, Map<String, Window> windows,
        List<Caller> callers, List<Contact> contacts, DeliveryRules rules) {
    public Schedules {
        callers = List.copyOf(callers);
        contacts = List.copyOf(contacts);
        routes = List.copyOf(routes);
        links = Map.copyOf(links);
        windows = Map.copyOf(windows);
    }

    /** One without rules. */
    public Schedules(List<Route> routes, Map<String, LinkSettings> links, Map<String, Window> windows,
            List<Caller> callers, List<Contact> contacts) {
        this(routes, links, windows, callers, contacts, DeliveryRules.NONE);
    }

    /** The same, the windows of its routes and rules shut while the machine's clock can't be right. */
    public Schedules believing(Plausible clock) {
        Map<Window, Window> believed = new IdentityHashMap<>();
        return new Schedules(routes.stream()
                .map(r -> r.within(believed.computeIfAbsent(r.window(), w -> Window.believed(w, clock)))).toList(),
                links, windows, callers, contacts, rules.believing(clock));
    }
}
