package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.BothOpen;
import org.packetboat.engine.route.large.LargeMail;

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
 * @param rate    what the line is expected to carry, in bytes per second
 * @param poll    how long after a session the site is called again, within a window, though nothing waits for it here:
 *                it may hold mail for us; zero: once in each window; empty: never
 * @param servedBy the names of the servers that may call it, by preference; none if any may
 * @param terms   what becomes of mail that does not go in time, or is too much
 * @param costSaid whether the operator has said its cost: then it is weighed by that against what other servers reach,
 *                whatever its state
 */
public record Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
        Transport transport, int cost, Duration retry, long rate, Optional<Duration> poll, List<String> servedBy,
        Terms terms, boolean costSaid) {
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

    /** A route whose cost nobody has said. */
    public Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
            Transport transport, int cost, Duration retry, long rate, Optional<Duration> poll, List<String> servedBy,
            Terms terms) {
        this(site, domains, window, windowName, link, transport, cost, retry, rate, poll, servedBy, terms, false);
    }

    /** A route with the usual terms. */
    public Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
            Transport transport, int cost, Duration retry, Duration msdead, AtClose atClose, long rate,
            Optional<Duration> poll, List<String> servedBy) {
        this(site, domains, window, windowName, link, transport, cost, retry, rate, poll, servedBy,
                Terms.usual(Msdead.after(msdead), atClose));
    }

    /** A route that any server may call, and whose site is called only when mail waits for it. */
    public Route(String site, List<DomainPattern> domains, Window window, String windowName, String link,
            Transport transport,
            int cost, Duration retry, Duration msdead, AtClose atClose, long rate) {
        this(site, domains, window, windowName, link, transport, cost, retry, msdead, atClose, rate, Optional.empty(),
                List.of());
    }

    /** How long an envelope may stay undelivered. */
    public Msdead msdead() {
        return terms.msdead();
    }

    /** What becomes of a transfer under way when the window closes. */
    public AtClose atClose() {
        return terms.atClose();
    }

    /** How long after the window's close a message under way may take, where it may finish. */
    public Duration drainLimit() {
        return terms.drainLimit();
    }

    /** What becomes of a message that fits into no window. */
    public TooLarge tooLarge() {
        return terms.tooLarge();
    }

    /** When a message of so many bytes may go by it, if it goes by itself. */
    public Window windowFor(long size) {
        return terms.large().filter(large -> large.isLarge(size)).map(large -> switch (large) {
            case LargeMail.InWindow own -> own.window();
            case LargeMail.Offered _ -> window;
        }).orElse(window);
    }

    /** When a message of this priority and so many bytes may go by it, if we call its site. */
    public Window windowFor(Priority priority, long size) {
        Window any = windowFor(size);
        return terms.grades().of(priority).map(grade -> any == window ? grade.window() : grade.with(any)).orElse(any);
    }

    /** The windows of its own that mail waits for beside the route's; {@link Window#ALWAYS} if it waits for none. */
    public Window ownWindow(Priority priority, long size) {
        return BothOpen.of(terms.large().filter(large -> large.isLarge(size)).map(LargeMail::ownWindow)
                .orElse(Window.ALWAYS), terms.grades().of(priority).map(MailGrade::own).orElse(Window.ALWAYS));
    }

    /** When an envelope may go by it, if we call its site. */
    public Window windowFor(Envelope envelope) {
        return windowFor(envelope.priority(), envelope.message().size());
    }

    /** Whether a message is only offered, and goes when somebody asks for it; not what goes by itself. */
    public boolean offers(Message message) {
        return !message.goesByItself() && terms.large().filter(LargeMail.Offered.class::isInstance)
                .filter(large -> large.isLarge(message.size())).isPresent();
    }

    /** The bytes that go within a window that is open for so long, by the route's rate. */
    public long carries(Duration open) {
        long millis = Math.max(0, open.minus(GUARD).toMillis());
        return millis / 1000 * rate + millis % 1000 * rate / 1000;
    }

    /** Whether a transfer that its window's close cuts goes on where it was in a later one. */
    public boolean resumes() {
        return atClose() == AtClose.CUT && transport instanceof Transport.Uucp;
    }

    /** Whether it leads to another machine of the hub, which calls the site ({@code SITE@SERVER}). */
    public boolean handsOver() {
        return site.indexOf('@') > 0 && transport instanceof Transport.Smtp;
    }

    /** The site that the other machine calls. */
    public String calledThere() {
        return site.substring(0, site.indexOf('@'));
    }

    /** Whether it is open at this time, or ever later. */
    public boolean opensAfter(Instant now) {
        return window.from(now).isPresent();
    }

    /** Whether it leads to the far side of this UUCP name. */
    public boolean leadsTo(String node) {
        return transport instanceof Transport.Uucp uucp && uucp.node().equals(node);
    }

    /** The same route, its site called also when nothing waits for it. */
    public Route polled(Duration every) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, rate, Optional.of(every),
                servedBy, terms,
                costSaid);
    }

    /** The same route, to be called by the first of these servers that is not down. */
    public Route servedBy(List<String> servers) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, rate, poll, servers, terms,
                costSaid);
    }

    /** The same route at another cost. */
    public Route withCost(int other) {
        return new Route(site, domains, window, windowName, link, transport, other, retry, rate, poll, servedBy, terms,
                costSaid);
    }

    /** The same route at another cost, which the operator has said. */
    public Route withCostSaid(int said) {
        return new Route(site, domains, window, windowName, link, transport, said, retry, rate, poll, servedBy, terms,
                true);
    }

    /** The same route to a far side that is spoken to in another way. */
    public Route reachedBy(Transport other) {
        return new Route(site, domains, window, windowName, link, other, cost, retry, rate, poll, servedBy, terms,
                costSaid);
    }

    /** The same route, to be used at other times. */
    public Route within(Window other) {
        return new Route(site, domains, other, windowName, link, transport, cost, retry, rate, poll, servedBy, terms,
                costSaid);
    }

    /** The same route on other terms. */
    public Route on(Terms other) {
        return new Route(site, domains, window, windowName, link, transport, cost, retry, rate, poll, servedBy, other,
                costSaid);
    }
}
