package org.packetboat.app.compose.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.schedules.file.link.UucpTcpLink;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** An address to listen on that no interface of this machine has: the server would not start. */
final class Listening implements Check {
    private static final String HTTP = "http.listen";
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    /**
     * Where we listen for other servers.
     *
     * @param local the address and port; the address as it is written, a name included
     */
    record Socket(ConfiguredAddress local, boolean mail) {}

    /** The sockets on which mail comes in, that of the router and that of HTTP. */
    static List<Socket> sockets(Subject subject) {
        List<Socket> sockets = new ArrayList<>();
        subject.configuration().smtp().all().forEach(listener -> listener.address().ifPresent(address -> sockets
                .add(socket(address, listener.path() + ".listen", subject.at(listener.keys("listen")), true))));
        subject.configuration().router().ifPresent(router -> sockets.add(socket(router.listen(), "router.listen",
                subject.at("router", "listen"), false)));
        subject.configuration().http().ifPresent(http -> sockets.add(socket(http.listen(), HTTP, http.place(),
                false)));
        subject.schedules().links().values().stream().filter(UucpTcpLink.class::isInstance)
                .map(UucpTcpLink.class::cast).filter(link -> link.listen().isPresent())
                .forEach(link -> sockets.add(new Socket(ConfiguredAddress.of(link.listen().get(),
                        "links." + link.name() + ".listen", subject.link(link.name(), "listen")), true)));
        return sockets;
    }

    private static Socket socket(InetSocketAddress address, String path, Place place, boolean mail) {
        return new Socket(new ConfiguredAddress(address.getAddress().getHostAddress(), address.getPort(), path, place),
                mail);
    }

    @Override
    public void look(Subject subject, Problems problems) {
        subject.configuration().http().ifPresent(http -> samePort(http, sockets(subject), problems));
        Set<InetAddress> ours = subject.machine().addresses();
        if (ours.isEmpty()) return;
        for (Socket socket : sockets(subject)) {
            List<InetAddress> wanted = subject.machine().find(List.of(socket.local().host()))
                    .getOrDefault(socket.local().host(), List.of());
            if (wanted.isEmpty() || wanted.stream().anyMatch(address -> isHere(address, ours))) continue;
            subject.lacking(socket.local().place(), socket.local().path(), "found " + socket.local().host()
                    + ", an address that no interface of this machine has: "
                    + (socket.local().path().equals(HTTP) ? "HTTP would not be served" : "the server would not start")
                    + ". Expected one of: " + addresses(ours) + "; or 0.0.0.0 for all of them", problems);
        }
    }

    /** Mail is listened for first, and HTTP would find its port taken. */
    private static void samePort(HttpAccess http, List<Socket> sockets, Problems problems) {
        sockets.stream().filter(Socket::mail).map(Socket::local).filter(other -> isTaken(http.listen(), other))
                .findFirst().ifPresent(other -> problems.error(http.place(), HTTP, "found port " + other.port()
                        + ", on which mail is listened for already (" + other.path() + "). Expected another"));
    }

    private static boolean isTaken(InetSocketAddress wanted, ConfiguredAddress other) {
        return wanted.getPort() != 0 && wanted.getPort() == other.port()
                && (wanted.getAddress().isAnyLocalAddress() || EVERYWHERE.contains(other.host())
                        || wanted.getAddress().getHostAddress().equals(other.host()));
    }

    static boolean isHere(InetAddress address, Set<InetAddress> ours) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || ours.contains(address);
    }

    private static String addresses(Set<InetAddress> ours) {
        return ours.stream().filter(address -> !address.isLinkLocalAddress()).map(InetAddress::getHostAddress)
                .map(text -> text.replaceFirst("%.*", "")).sorted().collect(Collectors.joining(", "));
    }
}
