package org.packetboat.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Tls;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.file.IpLink;
import org.packetboat.schedules.file.Schedules;

/**
 * The routes of a machine that is one of several in a hub. A route that a server of another machine is to serve first is
 * an alternative more: by SMTP to that machine, at the same cost and always open. When that machine can't be reached,
 * the next of the list takes over, like with any other alternatives. Machines that stand behind the first server of this
 * one in the list get nothing from here, so mail never goes round in circles.
 */
final class HubRoutes {
    private final Map<String, HubServer> servers;

    HubRoutes(List<HubServer> servers) {
        this.servers = servers.stream().collect(Collectors.toMap(HubServer::name, Function.identity()));
    }

    /** The servers of this machine. */
    static List<Server> here(List<HubServer> servers) {
        return servers.stream().filter(HubServer::isHere)
                .map(s -> new Server(s.name(), s.links().stream().collect(Collectors.toSet()))).toList();
    }

    RouteTable table(Schedules schedules) {
        return new RouteTable(schedules.routes().stream().flatMap(this::ways).toList(),
                schedules.contacts().stream().flatMap(c -> contacts(c, schedules.routes())).toList());
    }

    /** What goes on from a site goes on, too, when another machine has handed it there. */
    private Stream<Contact> contacts(Contact contact, List<Route> routes) {
        Stream<String> others = routes.stream().filter(r -> r.site().equals(contact.from())).flatMap(this::ways)
                .map(Route::site).filter(site -> !site.equals(contact.from()));
        return Stream.concat(Stream.of(contact), others.map(contact::from));
    }

    /** The routes whose sites are called from here, pinned to none but servers of this machine. */
    List<Route> own(Schedules schedules) {
        return schedules.routes().stream().flatMap(r -> own(r).stream()).toList();
    }

    private Optional<Route> own(Route route) {
        List<String> here = named(route).stream().filter(HubServer::isHere).map(HubServer::name).toList();
        return route.servedBy().isEmpty() || !here.isEmpty() ? Optional.of(route.servedBy(here)) : Optional.empty();
    }

    private Stream<Route> ways(Route route) {
        Stream<HubServer> before = named(route).stream().takeWhile(s -> !s.isHere());
        return Stream.concat(before.flatMap(s -> s.there().map(to -> by(route, s.name(), to)).stream()),
                own(route).stream());
    }

    private List<HubServer> named(Route route) {
        return route.servedBy().stream().map(servers::get).toList();
    }

    private static Route by(Route route, String server, HubServer.Address there) {
        return new Route(route.site() + "@" + server, route.domains(), Window.ALWAYS, "always",
                IpLink.IMPLICIT.name(), new Reach.Smtp(Optional.of(there.host()), there.port(), Tls.MAY), route.cost(),
                route.retry(), route.msdead(), route.atClose(), Math.max(route.rate(), IpLink.IMPLICIT.rate()));
    }
}
