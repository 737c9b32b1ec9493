package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
 * @param below of the grades of its mail the one that this is of: it may go only within the route's window as it is
 *              here; empty for mail that may go whenever that is open
 */
public record SiteLoad(String name, Route route, long bytes, long mails, Map<Domain, Long> domains, Instant by,
        Instant from, Set<String> able, boolean failing, Optional<Integer> below) {
    /** After a start nobody has looked yet: it may be late already. */
    public static final Instant UNKNOWN = Instant.MIN;
    private static final String BELOW = " below ";

    /** One mail, for a site with which all is well. */
    public SiteLoad(String name, Route route, long bytes, Map<Domain, Long> domains, Instant by, Instant from,
            Set<String> able) {
        this(name, route, bytes, 1, domains, by, from, able, false);
    }

    /** Mail that may go whenever the route's window is open. */
    public SiteLoad(String name, Route route, long bytes, long mails, Map<Domain, Long> domains, Instant by,
            Instant from, Set<String> able, boolean failing) {
        this(name, route, bytes, mails, domains, by, from, able, failing, Optional.empty());
    }

    public SiteLoad {
        domains = Map.copyOf(domains);
        able = Set.copyOf(able);
    }

    /** What a plan calls a second call to a site, for mail of a grade. No site has a space in its name. */
    public static String part(String site, int below) {
        return site + BELOW + below;
    }

    /** The site that a call of a plan goes to. */
    public static String site(String name) {
        int end = name.indexOf(BELOW);
        return end < 0 ? name : name.substring(0, end);
    }
}
