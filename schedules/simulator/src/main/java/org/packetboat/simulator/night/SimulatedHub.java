package org.packetboat.simulator.night;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.engine.calls.LimitReached;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.SimNode;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.simulator.call.ProgramLife;
import org.packetboat.simulator.parcel.Parcel;

/**
 * The hub: the engine's own node with its queue and all its servers, which follow the program's own plan of the night.
 * Each site has a domain of its own here, whatever its route serves, so that one mail goes to each.
 */
final class SimulatedHub {
    /** Its name, and its local domain. */
    static final String NAME = "hub.invalid";
    static final Address SENDER = Address.parse("batch@" + NAME);
    private static final Duration NEVER = Duration.ofDays(10_000);

    /** What several sites get alike. */
    private record Batch(Parcel parcel, MailTerms terms) {}

    private final SimTime time;
    private final Scenario scenario;
    private final SimulatedLines lines;
    private final Map<String, Link> links = new HashMap<>();
    private final Expected known;
    private final Map<Domain, Instant> returned = new HashMap<>();
    private ProgramLife life;
    private SimNode node;
    private int told;

    /** Starts it, with an empty queue. */
    SimulatedHub(SimTime time, Scenario scenario, SimulatedLines lines, HeadOffice office) {
        this.time = time;
        this.scenario = scenario;
        this.lines = lines;
        this.known = new Expected(scenario.expected().calling(), scenario.expected().compression(),
                scenario.expected().history().copy());
        scenario.sites().forEach(s -> links.put(s.route().link(), lines));
        links.put(HeadOffice.LINK, office);
        start(new SimStore(0));
        scenario.death().ifPresent(death -> time.at(death.at(), () -> die(death.away())));
    }

    private void start(SimStore disk) {
        life = new ProgramLife(time);
        SimulatedPlanning planning = new SimulatedPlanning(life, scenario.servers(), known);
        node = new SimNode(time, disk, servers(scenario.servers()), links, policy(), event -> {
            lines.on(event);
            planning.on(event);
            if (!(event instanceof StatusEvent.Sending || event instanceof StatusEvent.Progress)) told++;
            if (event instanceof StatusEvent.Expired expired) returned.put(expired.recipient().domain(), expired.at());
        });
        planning.follow(node.node());
        lines.hubBegins(life, node.node().intake());
    }

    private void die(Duration away) {
        SimStore disk = node.kill();
        life.kill();
        lines.hubDied();
        time.in(away, () -> start(disk));
    }

    private static List<Server> servers(List<PlanServer> servers) {
        return servers.stream().map(s -> new Server(s.name(), s.lines().stream().flatMap(l -> l.links().stream())
                .collect(Collectors.toSet()))).toList();
    }

    /** Puts the batch into its queue: one mail for all sites that get as much. */
    void submit(Parcels parcels) {
        List<SimulatedSite> sites = scenario.sites();
        Map<Batch, List<Recipient>> recipients = IntStream.range(0, sites.size()).boxed()
                .collect(Collectors.groupingBy(i -> new Batch(parcels.sentTo(sites.get(i)), sites.get(i).terms()),
                        LinkedHashMap::new,
                        Collectors.mapping(i -> Recipient.of("all@" + domain(i)), Collectors.toList())));
        recipients.forEach(this::submit);
    }

    /** When a site's mail was returned; empty if it was not. */
    Optional<Instant> returned(int number) {
        return Optional.ofNullable(returned.get(domain(number)));
    }

    /** The domains whose mail waits now. */
    Set<Domain> waiting() {
        Set<Domain> waiting = new HashSet<>();
        node.node().overview().domains(all -> all.forEach(d -> waiting.add(d.domain())));
        time.runUntil(time.now());
        return waiting;
    }

    /** How many events it has told of; of what is sent, those who look closely are told more. */
    int told() {
        return told;
    }

    /** The limit that leaves no call to a site now. */
    Optional<String> limit(String site) {
        List<Reply> said = new ArrayList<>();
        node.node().overview().route(site, status -> status.flatMap(RouteStatus::lastReply).ifPresent(said::add));
        time.runUntil(time.now());
        return said.stream().filter(LimitReached::isSaid).map(Reply::text).findFirst();
    }

    private void submit(Batch batch, List<Recipient> to) {
        Parcel parcel = batch.parcel();
        Incoming incoming = node.node().intake().begin(time.now());
        incoming.append(parcel.mail(), 0, parcel.mail().length);
        Instant from = batch.terms().notBefore().filter(time.now()::isBefore).orElse(time.now());
        SubmissionOptions options = new SubmissionOptions(Priority.NORMAL, batch.terms().notBefore(),
                batch.terms().deliverBy().filter(from::isBefore).map(DeliverBy::notify), Optional.empty(),
                Optional.empty());
        Submission submission = Submission.plain(Optional.of(SENDER), to, "batch").with(options)
                .expiring(batch.terms().returned());
        incoming.commit(submission, time.now(), receipt -> {
            if (receipt instanceof Receipt.Rejected(var why)) throw new IllegalStateException("not taken: " + why);
        });
    }

    /** The domain of a site, by its place in the scenario. */
    static Domain domain(int number) {
        return new Domain("site" + number + ".invalid");
    }

    private Policy policy() {
        List<SimulatedSite> sites = scenario.sites();
        List<Route> routes = IntStream.range(0, sites.size()).mapToObj(i -> route(sites.get(i).route(), i)).toList();
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", HeadOffice.LINK,
                new Transport.Maildir("none"), 1,
                Duration.ofMinutes(1), NEVER, AtClose.DRAIN, 1_000_000);
        return new Policy(NAME, Set.of(new Domain(NAME)), outlet, new RouteTable(routes), Names.NONE,
                true, NEVER, NEVER, Long.MAX_VALUE, Reporting.USUAL);
    }

    /** A route that finds hosts in DNS has as many places as domains: here it has one. */
    private static Transport transport(Route route) {
        return route.transport().perDomain() ? new Transport.Smtp(Optional.of("site"), 25, Tls.OFF) : route.transport();
    }

    private static Route route(Route r, int number) {
        return new Route(r.site(), List.of(new DomainPattern.Exactly(domain(number))), r.window(),
                r.windowName(), r.link(), transport(r), r.cost(), r.retry(),
                r.rate(), Optional.empty(), r.servedBy(), r.terms());
    }
}
