package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.route.rule.Decision;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.route.rule.Destination;
import org.packetboat.engine.time.Plausible;

/**
 * What the operator has laid down, as one immutable value: a changed schedule or aliases file makes a new one, which
 * takes effect as a whole.
 *
 * @param server       this server's name
 * @param local        the domains whose mail stays here
 * @param outlet       the route that local mail takes, always open
 * @param routes       the routes to everywhere else
 * @param names        aliases and groups
 * @param directory    who there is at domains that have a list of recipients, and at which site
 * @param rules        who may send to whom, how large and when
 * @param holdUnrouted whether mail for a domain without a route is kept until msdead; else it is refused
 * @param msdead       how long an envelope may stay undelivered, where its route says nothing else
 * @param delayAfter   after what time a sender who asked for it hears of a delay (RFC 3461 NOTIFY=DELAY)
 * @param largest      the largest message taken, in bytes
 * @param reporting    what is told and remembered of big sends
 * @param clock        what the machine's clock is believed
 */
public record Policy(String server, Set<Domain> local, Route outlet, RouteTable routes, Names names,
        Directory directory, DeliveryRules rules, boolean holdUnrouted, Duration msdead, Duration delayAfter,
        long largest,
        Reporting reporting, Plausible clock) {
    public Policy {
        local = Set.copyOf(local);
    }

    /** One without lists of recipients and rules. */
    public Policy(String server, Set<Domain> local, Route outlet, RouteTable routes, Names names,
            boolean holdUnrouted, Duration msdead, Duration delayAfter, long largest, Reporting reporting,
            Plausible clock) {
        this(server, local, outlet, routes, names, Directory.NONE, DeliveryRules.NONE, holdUnrouted, msdead, delayAfter,
                largest, reporting, clock);
    }

    /** One that doubts no clock. */
    public Policy(String server, Set<Domain> local, Route outlet, RouteTable routes, Names names,
            boolean holdUnrouted, Duration msdead, Duration delayAfter, long largest, Reporting reporting) {
        this(server, local, outlet, routes, names, holdUnrouted, msdead, delayAfter, largest, reporting,
                Plausible.ALWAYS);
    }

    /**
     * Whom mail for an address goes to: in order, none twice. The postmaster at this server's own name is always
     * somebody (RFC 5321 section 4.5.1): where that name is no local domain, the operator or, without one, the
     * postmaster of a local domain. So is that of a domain whose people all live at sites.
     */
    public List<Address> expand(Address address) {
        List<Address> members = names.expand(address);
        return members.equals(List.of(address)) && (isOurPostmaster(address) || isOfNoSite(address))
                ? postmaster().map(names::expand).orElse(members)
                : members;
    }

    private boolean isOurPostmaster(Address address) {
        return address.localPart().equalsIgnoreCase("postmaster") && address.domain().name().equalsIgnoreCase(server)
                && !local.contains(address.domain());
    }

    /** The postmaster of a domain with a list that names no site for him, and no route serves the domain itself. */
    private boolean isOfNoSite(Address address) {
        return isHomeless(address) && directory.usualSite(address.domain()).isEmpty()
                && !(directory.find(address) instanceof Directory.Finding.Known);
    }

    private boolean isHomeless(Address address) {
        return address.localPart().equalsIgnoreCase("postmaster") && directory.covers(address.domain())
                && candidates(address.domain()).isEmpty();
    }

    private Optional<Address> postmaster() {
        return reporting.operator().or(() -> local.stream().min(Domain::compareTo)
                .map(domain -> new Address("postmaster", domain)));
    }

    /**
     * Where mail for a member goes.
     *
     * @param domain  in whose queue it waits: that of the address, or of the site where the member lives
     * @param address what the recipient is called there: here, a mailbox without what a sub-address has behind it
     */
    public record Home(Domain domain, Address address) {}

    /** Where mail for a member goes. Of whom nothing is known, it goes where that of the domain goes. */
    public Home home(Address member) {
        return home(member, directory.find(member));
    }

    /** The same of a member who was looked up already. */
    public Home home(Address member, Directory.Finding finding) {
        if (!(finding instanceof Directory.Finding.Known known)) return new Home(unlisted(member), member);
        if (known.site().isPresent()) return new Home(SiteDomain.of(known.site().get()), member);
        return new Home(member.domain(), local.contains(member.domain()) ? known.mailbox() : member);
    }

    /** The postmaster needs no row: without a route of his domain he lives where others do who have no site. */
    private Domain unlisted(Address member) {
        return isHomeless(member)
                ? directory.usualSite(member.domain()).map(SiteDomain::of).orElse(member.domain())
                : member.domain();
    }

    /** What the delivery rules say of mail for a member of an address. */
    public Decision decide(AnnouncedMail mail, Address given, Address member) {
        return rules.isEmpty()
                ? Decision.NONE
                : rules.decide(mail, new Destination(given, member, candidates(home(member).domain())));
    }

    /** Whether anybody may send to a domain: its mail stays here, or a list says who there is. */
    public boolean isOpenToAnybody(Domain domain) {
        return local.contains(domain) || directory.covers(domain);
    }

    /** The ways that mail for a domain may take, the lowest cost first; none if nothing serves it. */
    public List<Route> candidates(Domain domain) {
        return local.contains(domain) ? List.of(outlet) : routes.candidates(domain);
    }

    /** When mail for a domain is given up whose time began then: when the most patient of its routes does. */
    public Instant end(Domain domain, Instant begins) {
        return candidates(domain).stream().map(route -> route.msdead().end(route.window(), begins))
                .max(Instant::compareTo).orElse(begins.plus(msdead));
    }

    /** When an envelope is given up, by what is in force now: not by what was in force when it came in. */
    public Instant end(Envelope envelope) {
        if (envelope.waitsForStage()) return envelope.ends(envelope.begins());
        if (returns(envelope)) return envelope.begins();
        return envelope.ends(end(envelope.destination(), envelope.begins()));
    }

    /** The largest message to a domain that does not come back at once for its size; empty if none does. */
    public Optional<Long> largestKept(Domain domain, Instant now) {
        List<Route> ways = candidates(domain);
        return ways.stream().limit(1).filter(r -> r.tooLarge() == TooLarge.RETURN)
                .flatMap(_ -> ways.stream().map(r -> routes.largest(r, now)).max(Long::compare).stream())
                .findFirst();
    }

    /** Whether an envelope comes back at once, since it fits into no window. */
    public boolean returns(Envelope envelope) {
        return candidates(envelope.destination()).stream().limit(1).anyMatch(r -> r.tooLarge() == TooLarge.RETURN)
                && tooLargeFor(envelope, envelope.begins()).isPresent();
    }

    /** The first of the routes to its domain, if an envelope is too large for all windows of all of them. */
    public Optional<Route> tooLargeFor(Envelope envelope, Instant now) {
        List<Route> ways = candidates(envelope.destination());
        return ways.stream().allMatch(r -> isTooLarge(envelope, r, now)) ? ways.stream().findFirst() : Optional.empty();
    }

    /** Whether an envelope has to go by another of the routes to its domain, since it fits into no window of this. */
    public boolean goesElsewhere(Envelope envelope, Route route, Instant now) {
        return route.tooLarge() == TooLarge.NEXT_ROUTE && isTooLarge(envelope, route, now)
                && tooLargeFor(envelope, now).isEmpty();
    }

    private boolean isTooLarge(Envelope envelope, Route route, Instant now) {
        return envelope.message().size() > routes.largest(route, now);
    }

    /** After what time mail for a domain is given up, as far as that can be compared. */
    public List<Object> terms(Domain domain) {
        return candidates(domain).stream()
                .<Object>map(r -> r.msdead().windows() == 0 && r.tooLarge() != TooLarge.RETURN ? r.msdead() : r)
                .toList();
    }

    /** The same with other domains whose mail stays here. @param newOutlet the route that it takes */
    public Policy with(Set<Domain> newLocal, Route newOutlet) {
        return new Policy(server, newLocal, newOutlet, routes, names, directory, rules, holdUnrouted, msdead,
                delayAfter, largest, reporting, clock);
    }

    /** The same with other routes of our own; what was learned stays. */
    public Policy with(RouteTable newRoutes) {
        return with(newRoutes, routes.learned());
    }

    /** The same with other routes learned from other servers. */
    public Policy learning(List<Route> learned) {
        return with(routes, learned);
    }

    private Policy with(RouteTable own, List<Route> learned) {
        return new Policy(server, local, outlet, own.learning(learned), names, directory, rules, holdUnrouted, msdead,
                delayAfter,
                largest, reporting, clock);
    }

    /** The same with other reports. */
    public Policy with(Reporting newReporting) {
        return new Policy(server, local, outlet, routes, names, directory, rules, holdUnrouted, msdead, delayAfter,
                largest,
                newReporting, clock);
    }

    /** The same, on a machine whose clock is believed so much. */
    public Policy believing(Plausible newClock) {
        return new Policy(server, local, outlet, routes, names, directory, rules, holdUnrouted, msdead, delayAfter,
                largest,
                reporting,
                newClock);
    }

    /** The same with other names. */
    public Policy with(Names newNames) {
        return new Policy(server, local, outlet, routes, newNames, directory, rules, holdUnrouted, msdead, delayAfter,
                largest,
                reporting, clock);
    }

    /** The same with other lists of recipients. */
    public Policy with(Directory newDirectory) {
        return new Policy(server, local, outlet, routes, names, newDirectory, rules, holdUnrouted, msdead, delayAfter,
                largest, reporting, clock);
    }

    /** The same with other delivery rules. */
    public Policy with(DeliveryRules newRules) {
        return new Policy(server, local, outlet, routes, names, directory, newRules, holdUnrouted, msdead, delayAfter,
                largest, reporting, clock);
    }
}
