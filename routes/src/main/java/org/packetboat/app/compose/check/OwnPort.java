package org.packetboat.app.compose.check;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.yaml.Problems;

/** A route, or the outlet of local mail, that leads to a port on which we listen ourselves: its mail would go round. */
final class OwnPort implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        List<ConfiguredAddress> sockets = Listening.sockets(subject).stream().filter(Listening.Socket::mail)
                .map(Listening.Socket::local).toList();
        List<ConfiguredAddress> targets = new ArrayList<>(ConfiguredAddress.ofOutlet(subject).stream().toList());
        for (Route route : subject.routes())
            targets.addAll(ConfiguredAddress.of(route, subject));
        targets.removeIf(target -> sockets.stream().noneMatch(socket -> socket.port() == target.port()));
        Map<String, List<InetAddress>> found = subject.machine()
                .find(targets.stream().map(ConfiguredAddress::host).collect(Collectors.toSet()));
        for (ConfiguredAddress target : targets) {
            List<InetAddress> there = found.getOrDefault(target.host(), List.of());
            sockets.stream().filter(socket -> socket.port() == target.port())
                    .filter(socket -> isOurs(target, there, socket, subject)).findFirst()
                    .ifPresent(socket -> problems.warning(target.place(), target.path(), "found " + target
                            + ", which is this server itself (" + socket.path() + "): its mail would go round. "
                            + "Expected the far side's host and port"));
        }
    }

    private static boolean isOurs(ConfiguredAddress target, Collection<InetAddress> there, ConfiguredAddress socket,
            Subject subject) {
        if (target.host().equalsIgnoreCase(subject.configuration().identity().server().name())) return true;
        Set<InetAddress> ours = subject.machine().addresses();
        List<InetAddress> listening = subject.machine().find(List.of(socket.host())).getOrDefault(socket.host(),
                List.of());
        return there.stream().anyMatch(address -> Listening.isHere(address, ours) && listening.stream()
                .anyMatch(own -> own.isAnyLocalAddress() || own.equals(address)));
    }
}
