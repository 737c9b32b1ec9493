package org.packetboat.schedules.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code served-by:}: servers that are there, of which those on this machine have the route's link. */
record ServedBy(List<HubServer> servers) {
    private static final String EXPECTED = "names of servers, the first to serve it first";

    List<String> read(Section section, LinkSettings link) {
        Optional<Value> given = section.get("served-by");
        List<HubServer> named = given.map(v -> v.atLeastOne(EXPECTED)).orElse(List.of()).stream()
                .flatMap(item -> item.text(EXPECTED).flatMap(name -> known(name, item)).stream()).distinct().toList();
        List<HubServer> here = named.stream().filter(HubServer::isHere).toList();
        if (!here.isEmpty() && here.stream().noneMatch(s -> carries(s, link.name()))) {
            given.get().refuseAs("found " + names(here) + " on a route over link " + link.name()
                    + "; expected a server that has this link: " + names(owners(link.name())));
        }
        return named.stream().map(HubServer::name).toList();
    }

    private Optional<HubServer> known(String name, Value item) {
        Optional<HubServer> found = servers.stream().filter(s -> s.name().equals(name)).findFirst();
        if (found.isEmpty()) item.refuse("one of the servers of the configuration: " + names(servers));
        return found;
    }

    private boolean carries(HubServer server, String link) {
        List<HubServer> owners = owners(link);
        return owners.isEmpty() || owners.contains(server);
    }

    private List<HubServer> owners(String link) {
        return servers.stream().filter(s -> s.links().contains(link)).toList();
    }

    private static String names(List<HubServer> servers) {
        return servers.isEmpty()
                ? "there is none"
                : servers.stream().map(HubServer::name).collect(Collectors.joining(", "));
    }
}
