package org.packetboat.engine.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way to a site.
 *
 * @param site    the site's name, unique among routes
 * @param domains what it serves
 * @param window  when it may be used
 * @param windowName what the schedule file calls that window, for people
 * @param link    the name of the link it goes over
 * @param transport   how the far side is spoken to
 * @param cost    its hop count while it is open, 1 to 14
 * @param retry   the wait after a failed attempt: msfsleep × msfrsleep, or the route's own
 * @param msdead  how long an envelope may stay undelivered
 * @param atClose what becomes of a transfer under way when the window closes
 * @param rate    what the line is expected to carry, in bytes per second
 * @param poll    how long after a session the site is called again, within a window, though nothing waits for it here:
 *                it may hold mail for us; zero: once in each window; empty: never
 * @param servedBy the names of the servers that may call it, by preference; none if any may
 * @param drainLimit how long after the window's close a message under way may take, where {@code atClose} is drain
 * @param tooLarge what becomes of a message that fits into no window
 */
public record Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
        Transport transport, int cost, Duration retry, Msdead msdead, AtClose atClose, long rate,
        Optional<Duration> poll,
        List<String> servedBy, Duration drainLimit, TooLarge tooLarge) {
    /** Twice what a host may take to answer a whole message (RFC 5321 section 4.5.3.2.6), and some. */
    public static final Duration USUAL_DRAIN_LIMIT = Duration.ofMinutes(30);
    /** Put aside in each window for the close of the session and for what an estimate leaves out. */
    public static final Duration GUARD = Duration.ofSeconds(1);
    public static final int LOWEST_COST = 1;
    public static final int HIGHEST_COST = 14;

    /** @throws IllegalArgumentException if cost or rate are out of range */
    public Route {
        domains = List.copyOf(domains);
        servedBy = List.copyOf(servedBy);
        if (cost < LOWEST_COST || cost > HIGHEST_COST) {
            throw new IllegalArgumentException("cost is " + cost + "; expected 1 to 14");
        }
        if (rate <= 0)
            throw new IllegalArgumentException("rate is " + rate + "; expected more than 0 bytes per second");
    }

    /** A route with the usual limit after its close. */
    public Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
            Transport transport, int cost, Duration retry, Duration msdead, AtClose atClose, long rate,
            Optional<Duration> poll, List<String> servedBy) {
        this(site, domains, window, windowName, link, transport, cost, retry, Msdead.after(msdead), atClose, rate, poll,
                servedBy, USUAL_DRAIN_LIMIT, TooLarge.SEND_ALONE);
    }

    /** A route that any server may call, and whose site is called only when mail waits for it. */
    public Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
            Transport transport,
            int cost, Duration retry, Duration msdead, AtClose atClose, long rate) {
        this(site, domains, window, windowName, link, transport, cost, retry, msdead, atClose, rate, Optional.empty(),
                List.of());
    }

    /** The bytes that go within a window that is open for so long, by the route's rate. */
    public long carries(Duration open) {
        long millis = Math.max(0, open.minus(GUARD).toMillis());
        return millis / 1000 * rate + millis % 1000 * rate / 1000;
    }

    /** Whether a transfer that its window's close cuts goes on where it was in a later one. */
    public boolean resumes() {
        return atClose == AtClose.CUT && transport instanceof Transport.Uucp;
    }

    /** The same route, its site called also when nothing waits for it. */
    public Route polled(Duration every) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, msdead, atClose, rate,
                Optional.of(every), servedBy, drainLimit, tooLarge);
    }

    /** The same route, to be called by the first of these servers that is not down. */
    public Route servedBy(List<String> servers) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, msdead, atClose, rate, poll,
                servers, drainLimit, tooLarge);
    }

    /** The same route at another cost. */
    public Route withCost(int other) {
        return new Route(site, domains, window, windowName, link, transport, other, retry, msdead, atClose, rate, poll,
                servedBy, drainLimit, tooLarge);
    }

    /** The same route to a far side that is spoken to in another way. */
    public Route reachedBy(Transport other) {
        return new Route(site, domains, window, windowName, link, other, cost, retry, msdead, atClose, rate, poll,
                servedBy, drainLimit, tooLarge);
    }

    /** The same route with another limit after its close. */
    public Route drainedWithin(Duration limit) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, msdead, atClose, rate, poll,
                servedBy, limit, tooLarge);
    }

    /** The same route, to be used at other times. */
    public Route within(Window other) {
        return new Route(site, domains, other, windowName, link, transport, cost, retry, msdead, atClose, rate, poll,
                servedBy, drainLimit, tooLarge);
    }

    /** The same route, whose mail is given up otherwise. */
    public Route givenUp(Msdead after) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, after, atClose, rate, poll,
                servedBy, drainLimit, tooLarge);
    }

    /** The same route, where this becomes of what is too large for its windows. */
    public Route withTooLarge(TooLarge what) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, msdead, atClose, rate, poll,
                servedBy, drainLimit, what);
    }
}
