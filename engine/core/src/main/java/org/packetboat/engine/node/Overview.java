package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.find.AgeCount;
import org.packetboat.engine.find.AgeTable.By;
import org.packetboat.engine.find.AgeTable;
import org.packetboat.engine.find.BodyPart;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.find.MailSearch;
import org.packetboat.engine.find.QueueScan;
import org.packetboat.engine.find.ScanBudget;
import org.packetboat.engine.find.WaitingIds;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.forward.DeadLine;
import org.packetboat.engine.forward.SessionStatus;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.load.PlannedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.offer.Unasked;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.Choice;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.router.LocalEntry;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.site.SiteStatus;
import org.packetboat.engine.why.Why;

/**
 * What an operator may see. May be called from any thread; the node answers when it comes to it. Counts are read, never
 * made by scanning.
 */
public final class Overview {
    private static final int MOST_NAMES = 100;

    private final Node node;
    private final MailQueue queue;
    private final InFlight inFlight;

    Overview(Node node, MailQueue queue, InFlight inFlight) {
        this.node = node;
        this.queue = queue;
        this.inFlight = inFlight;
    }

    /** Each domain that has mail, by name. */
    public void domains(Consumer<List<DomainStatus>> answer) {
        node.post(Answer.task(answer, now -> {
            Outlook outlook = outlook(now);
            return queue.domains().stream().filter(d -> d.depth() > 0)
                    .sorted(Comparator.comparing(DomainQueue::domain)).map(d -> status(d, outlook, now)).toList();
        }));
    }

    /**
     * These domains, in this order, whether or not they have mail. Who wants to see very many asks for some hundred at
     * a time, so that mail goes on between the answers.
     */
    public void someDomains(List<Domain> some, Consumer<List<DomainStatus>> answer) {
        node.post(Answer.task(answer, now -> {
            Outlook outlook = outlook(now);
            return some.stream().map(d -> status(queue.domain(d), outlook, now)).toList();
        }));
    }

    /** One domain. */
    public void domain(Domain domain, Consumer<DomainStatus> answer) {
        node.post(Answer.task(answer, now -> status(queue.domain(domain), outlook(now), now)));
    }

    /** The first envelopes in a domain's queue. */
    public void envelopes(Domain domain, int most, Consumer<List<ExpectedEnvelope>> answer) {
        first(most, () -> ids(new Target.OfDomain(domain)), _ -> true, ScanBudget.OUTLOOK, this::expecting, answer);
    }

    /** What is left of a message. */
    public void message(QueueId id, Consumer<List<ExpectedEnvelope>> answer) {
        node.post(Answer.task(answer, now -> queue.envelopes(id).stream().map(expecting(now)).toList()));
    }

    private Function<Envelope, ExpectedEnvelope> expecting(Instant now) {
        Expectation expectation = new Expectation(node, queue, now);
        Outlook outlook = new Outlook(node, queue, expectation, now);
        return e -> new ExpectedEnvelope(node.status(e).withCalls(e).expiring(node.policy().end(e)), expectation.of(e),
                outlook.trouble(e));
    }

    /**
     * Why what is left of a message waits, or the first envelopes of a domain's queue, or of all queues.
     *
     * @param most how many envelopes at most
     */
    public void why(Target target, int most, Consumer<List<Why>> answer) {
        first(most, () -> ids(target), _ -> true, ScanBudget.BODY, this::why, answer);
    }

    /** Why the mail to an address waits, or to what it stands for. */
    public void why(Address to, int most, Consumer<List<Why>> answer) {
        Supplier<Set<Address>> names = () -> node.policy().expand(to).stream().distinct().limit(MOST_NAMES)
                .collect(Collectors.toSet());
        first(most, () -> new WaitingIds(queue, names.get().stream()
                .flatMap(a -> Stream.of(a.domain(), node.policy().home(a).domain())).distinct().sorted().iterator()),
                e -> e.recipients().stream().anyMatch(r -> names.get().contains(r.address())),
                ScanBudget.BODY, this::why, answer);
    }

    private Iterator<EnvelopeId> ids(Target target) {
        return switch (target) {
            case Target.OfMessage(QueueId id) -> queue.envelopes(id).stream().map(Envelope::id).iterator();
            case Target.OfDomain(Domain domain) -> new WaitingIds(queue, List.of(domain).iterator());
            case Target.All() -> new WaitingIds(queue, queue.domains().stream().filter(d -> d.depth() > 0)
                    .map(DomainQueue::domain).sorted().iterator());
        };
    }

    private Function<Envelope, Why> why(Instant now) {
        return new WhyTelling(node, queue, inFlight, now)::of;
    }

    /** Answers with the first that are meant; some in each step. @param cost what it takes to tell of one */
    private <T> void first(int most, Supplier<Iterator<EnvelopeId>> ids, Predicate<Envelope> meant, int cost,
            Function<Instant, Function<Envelope, T>> telling, Consumer<List<T>> answer) {
        node.post(Answer.task(Answer.instead(answer, QueueScan::go), now -> {
            if (most < 1) throw new IllegalArgumentException("most: found " + most + "; expected a number from 1 on");
            Function<Envelope, T> tell = telling.apply(now);
            List<T> told = new ArrayList<>();
            ScanBudget budget = new ScanBudget();
            return new QueueScan(node::afterArrivals, ids.get(), budget, id -> {
                queue.envelope(id).filter(meant).ifPresent(e -> {
                    budget.spend(cost);
                    told.add(tell.apply(e));
                });
                return told.size() < most;
            }, () -> answer.accept(told), answer);
        }));
    }

    /**
     * Looks for mail that waits. It may take seconds; mail goes on meanwhile.
     *
     * @param most how many envelopes to tell of; the others are counted
     */
    public void find(MailFilter filter, int most, Consumer<MailSearch.Found> answer) {
        node.post(Answer.task(Answer.instead(answer, MailSearch::go), now -> {
            ScanBudget budget = new ScanBudget();
            return new MailSearch(node::afterArrivals, ids(filter), matching(filter, now, budget), most, budget,
                    answer);
        }));
    }

    /** The ids of the first envelopes that are meant: many can be told of so. It may take seconds, too. */
    public void findIds(MailFilter filter, int most, Consumer<List<EnvelopeId>> answer) {
        node.post(Answer.task(Answer.instead(answer, QueueScan::go), now -> {
            ScanBudget budget = new ScanBudget();
            Function<EnvelopeId, Optional<Envelope>> read = matching(filter, now, budget);
            List<EnvelopeId> found = new ArrayList<>();
            return new QueueScan(node::afterArrivals, ids(filter), budget, id -> {
                read.apply(id).ifPresent(_ -> found.add(id));
                return found.size() < most;
            }, () -> answer.accept(found), answer);
        }));
    }

    /** How long mail has waited, in groups. It may take seconds, too. @param most how many groups to tell of */
    public void ages(MailFilter filter, By by, List<Duration> ages, int most, Consumer<AgeTable> answer) {
        node.post(Answer.task(Answer.instead(answer, QueueScan::go), now -> {
            ScanBudget budget = new ScanBudget();
            AgeCount count = new AgeCount(by, ages, now, domain -> node.route(domain).map(Route::site));
            Function<EnvelopeId, Optional<Envelope>> read = matching(filter, now, budget);
            return new QueueScan(node::afterArrivals, new WaitingIds(queue, AgeCount.order(domains(filter)).iterator()),
                    budget, id -> {
                        read.apply(id).ifPresent(count::add);
                        return true;
                    }, () -> answer.accept(count.table(most)), answer);
        }));
    }

    /** What waits for the domains that a filter may mean. */
    Iterator<EnvelopeId> ids(MailFilter filter) {
        return new WaitingIds(queue, domains(filter).map(DomainQueue::domain).sorted().iterator());
    }

    private Stream<DomainQueue> domains(MailFilter filter) {
        MailFilter.Facts facts = facts(new ScanBudget());
        return queue.domains().stream().filter(d -> d.depth() > 0 && filter.mayBeFor(d.domain(), facts));
    }

    /** Reads an envelope if it is meant. */
    Function<EnvelopeId, Optional<Envelope>> matching(MailFilter filter, Instant now, ScanBudget budget) {
        MailFilter.Facts facts = facts(budget);
        return id -> queue.envelope(id).filter(e -> filter.matches(e, now, facts));
    }

    private MailFilter.Facts facts(ScanBudget budget) {
        return new WaitingFacts(node, queue, inFlight, budget);
    }

    /** Bytes of a message that is in the queue, from a place on; none behind its end, or if it is not there. */
    public void part(QueueId id, long from, int most, Consumer<byte[]> answer) {
        node.post(Answer.task(answer, _ -> queue.envelopes(id).stream().findFirst()
                .map(e -> BodyPart.of(queue.body(e.message()), from, most)).orElse(new byte[0])));
    }

    /** The first bytes of a message that is in the queue or among the dead; none if it is in neither. */
    public void text(QueueId id, int most, Consumer<byte[]> answer) {
        node.post(Answer.task(answer, _ -> queue.envelopes(id).stream().findFirst().or(() -> queue.dead(id))
                .map(e -> BodyPart.start(queue.body(e.message()), most)).orElse(new byte[0])));
    }

    /** How each site stands with a big send, in the order of acceptance; none if it is not known. */
    public void batch(String name, Consumer<List<BatchSite>> answer) {
        node.post(Answer.task(answer, now -> new BatchBoard(node, queue, inFlight, now).sites(name)));
    }

    /** Notices that nobody wanted, oldest first. */
    public void dead(int most, Consumer<List<Envelope>> answer) {
        node.post(Answer.task(answer, _ -> queue.dead(most)));
    }

    /** All routes, as written, the way to local mail last. */
    public void routes(Consumer<List<RouteStatus>> answer) {
        node.post(Answer.task(answer, now -> {
            List<Route> all = new ArrayList<>(node.policy().routes().routes());
            all.add(node.policy().outlet());
            return statuses(all.stream(), now).toList();
        }));
    }

    /** These routes, in this order; some hundred at a time, like domains. */
    public void someRoutes(List<Route> some, Consumer<List<RouteStatus>> answer) {
        node.post(Answer.task(answer, now -> statuses(some.stream(), now).toList()));
    }

    /** The route to a site; empty if there is none. */
    public void route(String site, Consumer<Optional<RouteStatus>> answer) {
        node.post(Answer.task(answer, now -> statuses(node.policy().routes().routes().stream()
                .filter(r -> r.site().equals(site)).limit(1), now).findFirst()));
    }

    private Stream<RouteStatus> statuses(Stream<Route> routes, Instant now) {
        PlannedMail planned = node.waiting().planned();
        return routes.map(r -> RouteStatus.of(node, r, planned, now));
    }

    /** What is reached by routes of our own, of those sites that are meant, and the domains whose mail stays here. */
    public void reached(Predicate<String> sites, Consumer<List<LocalEntry>> answer) {
        node.post(Answer.task(answer, now -> {
            List<LocalEntry> own = new ArrayList<>();
            node.policy().local().forEach(d -> own.add(new LocalEntry(new DomainPattern.Exactly(d), 1, Instant.MAX)));
            node.policy().routes().own().stream().filter(r -> sites.test(r.site())).map(node::condition)
                    .forEach(s -> reached(s, own, now));
            return own;
        }));
    }

    /** What goes on from the route's site is a hop further. */
    private void reached(RouteCondition condition, List<LocalEntry> own, Instant now) {
        condition.route().domains().forEach(d -> own.add(LocalEntry.of(d, condition, now)));
        node.policy().routes().contacts().behind(condition.route()).stream()
                .filter(d -> !condition.route().domains().contains(d))
                .forEach(d -> own.add(LocalEntry.of(d, condition, now).further()));
    }

    /** Domains that have mail, and no route that can be used now. */
    public void stranded(int most, Consumer<List<Domain>> answer) {
        node.post(Answer.task(answer,
                now -> queue.domains().stream().filter(d -> d.depth() > 0).map(DomainQueue::domain)
                        .filter(d -> node.policy().candidates(d).stream().map(node::condition)
                                .noneMatch(s -> s.state(now).hops() < RouteState.UNAVAILABLE_HOPS))
                        .limit(most).toList()));
    }

    /**
     * What waits for each site on other machines that no session is under way with, in the order of their routes: two
     * plans of the same mail are to have them in one order.
     */
    public void loads(Consumer<List<SiteLoad>> answer) {
        node.afterArrivals(Answer.task(answer, _ -> inOrder(node.loads())));
    }

    private List<SiteLoad> inOrder(List<SiteLoad> loads) {
        Map<String, Integer> places = new HashMap<>();
        node.policy().routes().routes().forEach(route -> places.putIfAbsent(route.site(), places.size()));
        return loads.stream().sorted(Comparator
                .<SiteLoad>comparingInt(load -> places.getOrDefault(load.route().site(), Integer.MAX_VALUE))
                .thenComparing(SiteLoad::name)).toList();
    }

    /** The servers that have sessions with sites on other machines, and can't begin another. */
    public void busy(Consumer<List<BusyServer>> answer) {
        node.post(Answer.task(answer, now -> node.busy(now)));
    }

    /** The calls of the last day that were counted. */
    public void calls(Consumer<List<MadeCall>> answer) {
        node.post(Answer.task(answer, _ -> queue.calls().made()));
    }

    /** What is used of each month's data that calls count to, by name. */
    public void data(Consumer<List<DataUse>> answer) {
        node.post(Answer.task(answer, now -> node.waiting().data(node.policy().routes().routes(), now)));
    }

    /** Large mail that nobody has asked for yet, by site. */
    public void offered(Consumer<Map<String, Unasked>> answer) {
        node.post(Answer.task(answer, _ -> Unasked.bySite(queue.offers().all(), node::route)));
    }

    /** The lines that are believed dead, by server and link. */
    public void deadLines(Consumer<List<DeadLine>> answer) {
        node.post(Answer.task(answer, now -> node.deadLines(now)));
    }

    /** The sessions under way. */
    public void sessions(Consumer<List<SessionStatus>> answer) {
        node.post(Answer.task(answer, _ -> node.forwarders().stream().flatMap(f -> f.sessions().stream()).toList()));
    }

    private DomainStatus status(DomainQueue domain, Outlook outlook, Instant now) {
        List<Envelope> oldest = oldest(domain.domain());
        Optional<Route> route = node.route(domain.domain());
        Optional<SiteStatus> site = node.forwarder(domain.domain()).status().site(domain.domain(), now);
        Optional<Instant> next = queue.isHeld(domain.domain()) ? Optional.empty() : site.flatMap(SiteStatus::next);
        return new DomainStatus(domain.domain(), route.map(Route::site), state(domain, route, site, now),
                hops(route, site, now), domain.depth(), domain.bytes(),
                oldest.stream().map(e -> e.message().arrived()).min(Instant::compareTo),
                next, node.arrival(domain.domain()), site.flatMap(SiteStatus::lastReply),
                oldest.stream().map(outlook::trouble).flatMap(Optional::stream).findFirst(),
                route.flatMap(r -> Choice.overruled(r,
                        node.policy().candidates(domain.domain()).stream().map(node::condition).toList(), now)));
    }

    private int hops(Optional<Route> route, Optional<SiteStatus> site, Instant now) {
        boolean rests = site.filter(s -> !s.inSession()).flatMap(SiteStatus::next).filter(now::isBefore).isPresent();
        return route.filter(_ -> !rests).map(node::condition).map(c -> c.state(now).hops())
                .orElse(RouteState.UNAVAILABLE_HOPS);
    }

    private String state(DomainQueue domain, Optional<Route> route, Optional<SiteStatus> site, Instant now) {
        if (queue.isHeld(domain.domain())) return "held";
        if (route.isEmpty()) return "no-route";
        if (site.filter(SiteStatus::inSession).isPresent()) return "sending";
        if (node.condition(route.get()).isDown()) return "down";
        if (!route.get().window().isOpen(now)) return "closed";
        return site.flatMap(SiteStatus::next).filter(now::isBefore).isPresent() ? "resting" : "open";
    }

    /** The first of each priority is the oldest of it, so no more than those are looked at. */
    private List<Envelope> oldest(Domain domain) {
        return queue.walk(domain).firstOfEachPriority().stream().map(queue::envelope).flatMap(Optional::stream)
                .toList();
    }

    private Outlook outlook(Instant now) {
        return new Outlook(node, queue, new Expectation(node, queue, now), now);
    }
}
