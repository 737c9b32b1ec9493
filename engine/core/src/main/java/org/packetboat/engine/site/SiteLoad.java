package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Route;

/**
 * What waits for a site, for those who plan.
 *
 * @param name  the site's, as timetables name it
 * @param bytes of the messages waiting
 * @param mails how many these are, counting a message for two domains twice
 * @param domains these bytes by destination domain
 * @param by    when the first of them has to be there; {@link Instant#MAX} if whenever, {@link #UNKNOWN}
 * @param from  before this it is not tried: it rests after a failure, or nothing is due
 * @param able  the names of the servers that may call it now
 * @param failing whether the last session with it failed, or could not begin
 */
public record SiteLoad(String name, Route route, long bytes, long mails, Map<Domain, Long> domains, Instant by,
        Instant from, Set<String> able, boolean failing) {
    /** After a start nobody has looked yet: it may be late already. */
    public static final Instant UNKNOWN = Instant.MIN;

    /** One mail, for a site with which all is well. */
    public SiteLoad(String name, Route route, long bytes, Map<Domain, Long> domains, Instant by, Instant from,
            Set<String> able) {
        this(name, route, bytes, 1, domains, by, from, able, false);
    }

    public SiteLoad {
        domains = Map.copyOf(domains);
        able = Set.copyOf(able);
    }
}
