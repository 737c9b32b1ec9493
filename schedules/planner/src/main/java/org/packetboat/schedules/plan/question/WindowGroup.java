package org.packetboat.schedules.plan.question;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/**
 * The sites that share a window.
 *
 * @param window what people call it
 * @param times  when it is open within the horizon
 * @param sites  whose window it is
 */
public record WindowGroup(String window, OpenTimes times, List<String> sites) {
    public WindowGroup {
        sites = List.copyOf(sites);
    }

    /** All windows of a question, in the order of the sites. */
    public static List<WindowGroup> of(PlanQuestion question) {
        record Key(String window, OpenTimes times) {}
        Interval horizon = new Interval(question.start(), question.horizon().close());
        Map<Window, OpenTimes> within = new IdentityHashMap<>();
        Map<Key, List<String>> sites = new LinkedHashMap<>();
        for (PlanSite site : question.sites()) {
            OpenTimes times = within.computeIfAbsent(site.window(), window -> OpenTimes.within(window, horizon));
            sites.computeIfAbsent(new Key(site.windowName(), times), _ -> new ArrayList<>()).add(site.name());
        }
        return sites.entrySet().stream()
                .map(entry -> new WindowGroup(entry.getKey().window(), entry.getKey().times(), entry.getValue()))
                .toList();
    }
}
