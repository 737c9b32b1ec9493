package org.packetboat.app.compose.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.schedules.file.link.UucpTcpLink;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** An address to listen on that no interface of this machine has: the server would not start. */
final class Listening implements Check {
    /**
     * Where we listen for other servers.
     *
     * @param local the address and port; the address as it is written, a name included
     */
    record Socket(Endpoint local, boolean mail) {}

    /** The sockets on which mail comes in, and that of the router. */
    static List<Socket> sockets(Subject subject) {
        List<Socket> sockets = new ArrayList<>();
        sockets.add(socket(subject.configuration().smtp().listen(), "smtp.listen", subject.at("smtp", "listen"), true));
        subject.configuration().router().ifPresent(router -> sockets.add(socket(router.listen(), "router.listen",
                subject.at("router", "listen"), false)));
        subject.schedules().links().values().stream().filter(UucpTcpLink.class::isInstance)
                .map(UucpTcpLink.class::cast).filter(link -> link.listen().isPresent())
                .forEach(link -> sockets.add(new Socket(Endpoint.of(link.listen().get(),
                        "links." + link.name() + ".listen", subject.link(link.name(), "listen")), true)));
        return sockets;
    }

    private static Socket socket(InetSocketAddress address, String path, Place place, boolean mail) {
        return new Socket(new Endpoint(address.getAddress().getHostAddress(), address.getPort(), path, place), mail);
    }

    @Override
    public void look(Subject subject, Problems problems) {
        Set<InetAddress> ours = subject.machine().addresses();
        if (ours.isEmpty()) return;
        for (Socket socket : sockets(subject)) {
            List<InetAddress> wanted = subject.machine().find(List.of(socket.local().host()))
                    .getOrDefault(socket.local().host(), List.of());
            if (wanted.isEmpty() || wanted.stream().anyMatch(address -> isHere(address, ours))) continue;
            subject.lacking(socket.local().place(), socket.local().path(), "found " + socket.local().host()
                    + ", an address that no interface of this machine has: the server would not start. Expected one "
                    + "of: " + addresses(ours) + "; or 0.0.0.0 for all of them", problems);
        }
    }

    static boolean isHere(InetAddress address, Set<InetAddress> ours) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || ours.contains(address);
    }

    private static String addresses(Set<InetAddress> ours) {
        return ours.stream().filter(address -> !address.isLinkLocalAddress()).map(InetAddress::getHostAddress)
                .map(text -> text.replaceFirst("%.*", "")).sorted().collect(Collectors.joining(", "));
    }
}
