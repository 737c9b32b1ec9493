package org.packetboat.simulator.world.books;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.route.Route;

/**
 * What the calls of each node have carried over each link in this month, as far as it has had time to write that
 * down. Sees to it that nobody calls over a link whose month is used up, in whatever life. Of a node whose disk refuses
 * writes nothing is known.
 */
public final class DataBooks {
    private final Map<String, Long> carried = new HashMap<>();
    private final Set<String> unsure = new HashSet<>();

    private static String key(String node, String link) {
        return node + " " + link;
    }

    /** The disk of a node refuses some writes. */
    public void refuses(String node) {
        unsure.add(node);
    }

    /** So much went over a link in a call that ended a while ago. */
    public void carried(String node, String link, long bytes) {
        carried.merge(key(node, link), bytes, Long::sum);
    }

    /** A node calls by a route. */
    public void calls(String node, Route route) {
        long used = carried.getOrDefault(key(node, route.link()), 0L);
        boolean stops = route.terms().calls().link().data()
                .filter(month -> month.beyond() == MonthlyData.Beyond.STOP && used >= month.bytes()).isPresent();
        if (stops && !unsure.contains(node))
            throw new AssertionError(node + " calls " + route.site() + " though " + used + " bytes have gone over "
                    + route.link() + " in this month: " + route.terms().calls().link().data().get());
    }
}
