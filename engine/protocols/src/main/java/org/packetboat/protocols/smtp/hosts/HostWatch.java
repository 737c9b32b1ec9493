package org.packetboat.protocols.smtp.hosts;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;

/**
 * Looks after the hosts of sites that have several, while their routes are open: says whom to probe when, when all
 * hosts of a site are down and when one is up again, and which hosts a session should try: those that are up, by
 * preference, equals in turns. A host is believed to be up until enough probes failed. What was known of a host is
 * forgotten when its last route closes.
 *
 * <p>A machine without threads and clock. A host is known by where it is seen from, too: the same may be up over one
 * line and down over another.
 */
public final class HostWatch {
    /**
     * A site whose route is open.
     *
     * @param from our addresses that its hosts are connected to from; none to leave that to the system
     * @param busy whether mail is on its line now: behind that, a greeting may come too late, so nobody is probed
     */
    public record OpenSite(String name, Transport.Hosts several, List<InetAddress> from, boolean busy) {
        public OpenSite {
            from = List.copyOf(from);
        }

        private List<Spot> spots() {
            return several.hosts().stream().map(host -> new Spot(host, from)).toList();
        }
    }

    /** A host as it is seen from some of our addresses. */
    public record Spot(SiteHost host, List<InetAddress> from) {
        public Spot {
            from = List.copyOf(from);
        }
    }

    /** What is to be done or told. */
    public sealed interface Action {
        /** Connect to it, and hand in whether it greeted. */
        record Look(Spot spot, Probe rule, HostHealth health) implements Action {}

        /** @param last what the last of its hosts said */
        record AllDown(String site, Reply last) implements Action {}

        /** A host of a site that was down is up, or its route has closed. */
        record UpAgain(String site) implements Action {}
    }

    private final Map<Spot, HostHealth> hosts = new HashMap<>();
    private final Set<String> down = new HashSet<>();
    private int turn;

    /**
     * Looks at who is open now; to be called a few times a second.
     *
     * @param nanos the time of a clock that is never set
     */
    public List<Action> look(Collection<OpenSite> open, long nanos) {
        remember(open, nanos);
        List<Action> actions = new ArrayList<>(due(open, nanos));
        open.forEach(site -> judge(site).ifPresent(actions::add));
        Set<String> names = open.stream().map(OpenSite::name).collect(Collectors.toSet());
        List<String> closed = down.stream().filter(site -> !names.contains(site)).toList();
        closed.forEach(site -> isUp(site).ifPresent(actions::add));
        return actions;
    }

    private void remember(Collection<OpenSite> open, long nanos) {
        Set<Spot> known = new HashSet<>();
        open.forEach(site -> site.spots().forEach(spot -> {
            known.add(spot);
            hosts.computeIfAbsent(spot, _ -> new HostHealth(site.several().probe(),
                    Optional.of(site.several().policy()).filter(p -> p.tls() == Tls.IMPLICIT), nanos));
        }));
        hosts.keySet().retainAll(known);
    }

    private List<Action> due(Collection<OpenSite> open, long nanos) {
        Set<Spot> spared = open.stream().filter(OpenSite::busy).flatMap(site -> site.spots().stream())
                .collect(Collectors.toSet());
        List<Action> due = new ArrayList<>();
        hosts.forEach((spot, health) -> {
            if (!spared.contains(spot) && health.isDue(nanos)) due.add(new Action.Look(spot, health.rule(), health));
        });
        return due;
    }

    private Optional<Action> judge(OpenSite site) {
        if (site.spots().stream().anyMatch(spot -> hosts.get(spot).isUp())) return isUp(site.name());
        if (!down.add(site.name())) return Optional.empty();
        return Optional.of(new Action.AllDown(site.name(), hosts.get(site.spots().getLast()).last()));
    }

    private Optional<Action> isUp(String site) {
        return down.remove(site) ? Optional.of(new Action.UpAgain(site)) : Optional.empty();
    }

    /**
     * What came of a probe.
     *
     * @param trouble empty if the host greeted
     * @return whether it is up now, if that is new
     */
    public Optional<Boolean> probed(Action.Look look, Optional<Reply> trouble) {
        return look.health().probed(trouble) ? Optional.of(look.health().isUp()) : Optional.empty();
    }

    /**
     * In which order the hosts of a site are tried. If all are down, all are.
     *
     * @param from our addresses that they are connected to from
     */
    public List<SiteHost> order(List<SiteHost> all, List<InetAddress> from) {
        List<SiteHost> usable = all.stream().filter(host -> isUsable(new Spot(host, from))).toList();
        TreeMap<Integer, List<SiteHost>> ranks = new TreeMap<>();
        (usable.isEmpty() ? all : usable)
                .forEach(host -> ranks.computeIfAbsent(host.preference(), _ -> new ArrayList<>()).add(host));
        int first = turn++ & Integer.MAX_VALUE;
        ranks.values().forEach(equals -> Collections.rotate(equals, -(first % equals.size())));
        return ranks.values().stream().flatMap(List::stream).toList();
    }

    private boolean isUsable(Spot spot) {
        HostHealth health = hosts.get(spot);
        return health == null || health.isUp();
    }
}
