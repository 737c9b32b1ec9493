package org.packetboat.engine.offer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.offer.OfferedMail;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.large.LargeMail;

/**
 * Large mail for a site that waits to be asked for.
 *
 * @param mails envelopes
 * @param bytes of their messages, as far as their sizes are known
 */
public record Unasked(long mails, long bytes) {
    private Unasked plus(Unasked other) {
        return new Unasked(mails + other.mails, bytes + other.bytes);
    }

    /**
     * By the sites that it would go to now: what their routes carry by themselves by now waits for nobody. Takes time
     * by what was offered.
     *
     * @param routes the route that a domain's mail takes now
     */
    public static Map<String, Unasked> bySite(Collection<OfferedMail> offers,
            Function<Domain, Optional<Route>> routes) {
        Map<Domain, Optional<Route>> known = new HashMap<>();
        Map<String, Unasked> all = new TreeMap<>();
        for (OfferedMail offer : offers) {
            if (offer.asked()) continue;
            offer.to().flatMap(to -> known.computeIfAbsent(to, routes)).filter(route -> isOffered(offer, route))
                    .ifPresent(route -> all.merge(route.site(), new Unasked(1, offer.size()), Unasked::plus));
        }
        return all;
    }

    /** Versions that noted no size offered what was large then. */
    private static boolean isOffered(OfferedMail offer, Route route) {
        return route.terms().large().filter(LargeMail.Offered.class::isInstance)
                .filter(large -> offer.size() == 0 || large.isLarge(offer.size())).isPresent();
    }
}
