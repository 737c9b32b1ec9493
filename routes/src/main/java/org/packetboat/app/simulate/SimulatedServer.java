package org.packetboat.app.simulate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Tls;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.SimNode;
import org.packetboat.engine.sim.SimTime;

/**
 * One server: the engine's own queue and forwarder, with the routes of its sites and one line. Each site has a domain
 * of its own here, whatever its route serves, so that one mail goes to each.
 */
final class SimulatedServer {
    private static final Duration NEVER = Duration.ofDays(10_000);

    private final SimTime time;
    private final SimNode node;
    private final SimulatedLines line;

    private SimulatedServer(SimTime time, SimNode node, SimulatedLines line) {
        this.time = time;
        this.node = node;
        this.line = line;
    }

    /** Starts one, with the batch for its sites in its queue: one mail for all that get as much. */
    static SimulatedServer start(SimTime time, String name, List<SimulatedSite> sites, SimulatedLines line,
            Map<ParcelSize, Parcel> parcels) {
        SimNode node = new SimNode(time, Map.of(SimulatedLines.NAME, line), policy(name, sites), line::on);
        SimulatedServer server = new SimulatedServer(time, node, line);
        Map<ParcelSize, List<Recipient>> recipients = IntStream.range(0, sites.size()).boxed()
                .collect(Collectors.groupingBy(i -> sites.get(i).size(), LinkedHashMap::new,
                        Collectors.mapping(i -> Recipient.of("all@" + domain(i)), Collectors.toList())));
        recipients.forEach((size, to) -> server.submit(parcels.get(size), to));
        return server;
    }

    private void submit(Parcel parcel, List<Recipient> to) {
        Incoming incoming = node.node().intake().begin(time.now());
        incoming.append(parcel.mail(), 0, parcel.mail().length);
        Submission submission = Submission.plain(Optional.of(Address.parse("batch@hub.invalid")), to, "batch");
        incoming.commit(submission, time.now(), receipt -> {
            if (receipt instanceof Receipt.Rejected(var why)) throw new IllegalStateException("not taken: " + why);
        });
    }

    List<PlayedCall> calls() {
        return line.calls();
    }

    private static String domain(int number) {
        return "site" + number + ".invalid";
    }

    private static Policy policy(String name, List<SimulatedSite> sites) {
        List<Route> routes = IntStream.range(0, sites.size()).mapToObj(i -> route(sites.get(i).route(), i)).toList();
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", "none", new Reach.Maildir("none"), 1,
                Duration.ofMinutes(1), NEVER, AtClose.DRAIN, 1_000_000);
        return new Policy(name + ".invalid", Set.of(new Domain("hub.invalid")), outlet, new RouteTable(routes),
                Names.NONE, true, NEVER, NEVER, Long.MAX_VALUE, Reporting.USUAL);
    }

    private static Route route(Route r, int number) {
        return new Route(r.site(), List.of(new DomainPattern.Exactly(new Domain(domain(number)))), r.window(),
                r.windowName(), SimulatedLines.NAME,
                new Reach.Smtp(Optional.of("site"), 25, Tls.OFF),
                r.cost(), r.retry(), r.msdead(), r.atClose(), r.rate());
    }
}
