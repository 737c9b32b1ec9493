package org.packetboat.engine.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.calls.DataUse;
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
 * @param below of the grades of its mail the one that this is of; empty for mail that has none. The route's window is,
 *              as it is here, the time in which this mail may go
 * @param data of its link and number, what a month includes and how much of that is used
 */
public record SiteLoad(String name, Route route, long bytes, long mails, Map<Domain, Long> domains, Instant by,
        Instant from, Set<String> able, boolean failing, Optional<Integer> below,
        List<DataUse> data) {
    /** After a start nobody has looked yet: it may be late already. */
    public static final Instant UNKNOWN = Instant.MIN;
    private static final String NEXT_MONTH = " next month";
    private static final String BELOW = " below ";
    private static final String ABOVE = " above ";

    /** One mail, for a site with which all is well. */
    public SiteLoad(String name, Route route, long bytes, Map<Domain, Long> domains, Instant by, Instant from,
            Set<String> able) {
        this(name, route, bytes, 1, domains, by, from, able, false);
    }

    /** Mail that may go whenever the route's window is open. */
    public SiteLoad(String name, Route route, long bytes, long mails, Map<Domain, Long> domains, Instant by,
            Instant from, Set<String> able, boolean failing) {
        this(name, route, bytes, mails, domains, by, from, able, failing, Optional.empty(), List.of());
    }

    public SiteLoad {
        domains = Map.copyOf(domains);
        able = Set.copyOf(able);
        data = List.copyOf(data);
    }

    /** The same, where this is used of a month's data. */
    public SiteLoad with(List<DataUse> uses) {
        return new SiteLoad(name, route, bytes, mails, domains, by, from, able, failing, below, uses);
    }

    /** A part of it, and since when that may go. */
    public SiteLoad part(String called, long some, Instant since) {
        return new SiteLoad(called, route, some, mails, domains, by, since, able, failing, below, data);
    }

    /** What a plan calls a call for what a month's data have no room for. */
    public static String nextMonth(String name) {
        return name + NEXT_MONTH;
    }

    /** What a plan calls a second call to a site, for mail of a grade. No site has a space in its name. */
    public static String part(String site, int below) {
        return site + BELOW + below;
    }

    /** What a plan calls a call that is for large mail only. @param name of the call for the rest */
    public static String large(String name, long above) {
        return name + ABOVE + above;
    }

    /** Whether a call of a plan is for large mail only. */
    public static boolean isLarge(String name) {
        return name.contains(ABOVE);
    }

    /** The site that a call of a plan goes to. */
    public static String site(String name) {
        int end = name.indexOf(' ');
        return end < 0 ? name : name.substring(0, end);
    }
}
