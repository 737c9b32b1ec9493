package org.packetboat.schedules.plan.question;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;

/**
 * A site to be called, and what for.
 *
 * @param name       the site's name, unique in a question
 * @param window     when it may be called
 * @param windowName what people call that window
 * @param link       the link it is called over; any line that carries it will do
 * @param load       what it is to get
 * @param calling    how long a call takes apart from the transfer, and how often it fails
 * @param terms      what narrows its window
 */
public record PlanSite(String name, Window window, String windowName, String link, Load load, Calling calling,
        Terms terms) {
    /** The site of a route, by the rate the route states, without terms. */
    public static PlanSite of(Route route, long bytes, Calling calling) {
        Load load = new Load(bytes, Load.UNCOMPRESSED, LineRate.nominal(route.rate()));
        return new PlanSite(route.site(), route.window(), route.windowName(), route.link(), load, calling, Terms.NONE);
    }

    public PlanSite with(Load newLoad) {
        return new PlanSite(name, window, windowName, link, newLoad, calling, terms);
    }

    public PlanSite with(Calling newCalling) {
        return new PlanSite(name, window, windowName, link, load, newCalling, terms);
    }

    /** The same, with another window that people still know by its name. */
    public PlanSite with(Window newWindow) {
        return new PlanSite(name, newWindow, windowName, link, load, calling, terms);
    }

    public PlanSite notBefore(Instant earliest) {
        return with(terms.from(earliest));
    }

    public PlanSite deliverBy(Instant latest) {
        return with(terms.by(Optional.of(latest)));
    }

    /** The same, however late. */
    public PlanSite howeverLate() {
        return with(terms.by(Optional.empty()));
    }

    /** The same, planned as if its calls cost nothing. */
    public PlanSite atAnyPrice() {
        return with(terms.within(terms.allowance().free()));
    }

    /** The same, to be served by one of these servers only. */
    public PlanSite servedBy(List<String> servers) {
        return with(terms.servedBy(servers));
    }

    /** The same, with transfers that go on where they were cut. */
    public PlanSite resumable() {
        return with(terms.resumed());
    }

    /** The same, its calls limited. */
    public PlanSite within(Allowance allowance) {
        return with(terms.within(allowance));
    }

    private PlanSite with(Terms newTerms) {
        return new PlanSite(name, window, windowName, link, load, calling, newTerms);
    }
}
