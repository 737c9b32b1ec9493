package org.packetboat.app.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Terms;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.IpLink;

/**
 * The routes of a machine that is one of several in a hub. A route that a server of another machine is to serve first
 * is an alternative more: by SMTP to that machine, always open, from where it goes on in the route's own window. Each
 * machine further down the list costs one more, so the first is taken; when it can't be reached, the next of the list
 * takes over, like with any other alternatives. Machines that stand behind the first server of this one in the list get
 * nothing from here, so mail never goes round in circles.
 */
public final class HubRoutes {
    private final List<HubServer> all;
    private final Map<String, HubServer> servers;

    public HubRoutes(List<HubServer> servers) {
        this.all = servers;
        this.servers = servers.stream().collect(Collectors.toMap(HubServer::name, Function.identity()));
    }

    /** The servers of this machine. */
    public static List<Server> here(List<HubServer> servers) {
        return servers.stream().filter(HubServer::isHere).map(HubServer::server).toList();
    }

    public RouteTable table(Schedules schedules) {
        List<Route> routes = divided(schedules);
        List<Contact> contacts = new ArrayList<>();
        routes.forEach(r -> before(r).forEach(s -> contacts.add(window(r, s))));
        schedules.contacts().forEach(contacts::add);
        return new RouteTable(routes.stream().flatMap(this::ways).toList(), contacts);
    }

    private List<Route> divided(Schedules schedules) {
        return new Division(all).of(schedules.routes(), schedules.links().keySet());
    }

    /** The routes whose sites are called from here, pinned to none but servers of this machine. */
    public List<Route> own(Schedules schedules) {
        return divided(schedules).stream().flatMap(r -> own(r).stream()).toList();
    }

    /** The sites that other machines may call, too, by name. */
    public Map<String, SharedSite> shared(Schedules schedules) {
        Map<String, SharedSite> shared = new HashMap<>();
        divided(schedules).stream().filter(r -> named(r).stream().anyMatch(s -> !s.isHere()))
                .forEach(r -> shared.put(r.site(), shared(named(r))));
        return shared;
    }

    private static SharedSite shared(List<HubServer> servers) {
        return new SharedSite(servers.stream().map(HubServer::name).toList(),
                servers.stream().filter(HubServer::isHere).map(HubServer::name).collect(Collectors.toSet()));
    }

    private Optional<Route> own(Route route) {
        List<String> here = named(route).stream().filter(HubServer::isHere).map(HubServer::name).toList();
        return route.servedBy().isEmpty() || !here.isEmpty()
                ? Optional.of(route.servedBy(here).withCost(cost(route, before(route).size())))
                : Optional.empty();
    }

    private Stream<Route> ways(Route route) {
        List<HubServer> before = before(route);
        Stream<Route> there = before.stream().map(s -> by(route, s).withCost(cost(route, before.indexOf(s))));
        return Stream.concat(there, own(route).stream());
    }

    private static int cost(Route route, int further) {
        return Math.min(Route.HIGHEST_COST, route.cost() + further);
    }

    /** The servers on other machines that come before those of this one, one of each machine. */
    private List<HubServer> before(Route route) {
        Map<HubServer.Address, HubServer> machines = new LinkedHashMap<>();
        named(route).stream().takeWhile(s -> !s.isHere())
                .forEach(s -> machines.putIfAbsent(s.there().orElseThrow(), s));
        return List.copyOf(machines.values());
    }

    private List<HubServer> named(Route route) {
        return route.servedBy().stream().map(servers::get).toList();
    }

    private static String name(Route route, HubServer server) {
        return route.site() + "@" + server.name();
    }

    private static Route by(Route route, HubServer server) {
        HubServer.Address there = server.there().orElseThrow();
        return new Route(name(route, server), route.domains(), Window.ALWAYS, "always",
                IpLink.IMPLICIT.name(), new Transport.Smtp(Optional.of(there.host()), there.port(), Tls.MAY),
                route.cost(), route.retry(), Math.max(route.rate(), IpLink.IMPLICIT.rate()), Optional.empty(),
                List.of(),
                Terms.usual(route.msdead(), route.atClose()));
    }

    /** When that machine calls the site. */
    private static Contact window(Route route, HubServer server) {
        return new Contact(name(route, server), route.site(), route.domains(), route.window(), route.rate(), 0);
    }
}
