package org.packetboat.app.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code servers:}, the servers of this machine and of the other machines of the hub. */
final class ServersSection {
    private static final String NAME = "a name of letters, digits, dots, dashes and underscores";
    private static final String LINKS = "names of links";
    private static final String HOST_AND_PORT = "a host and a port like \"north.example.com:25\"";

    private final Set<String> names = new HashSet<>();

    /** The servers; without the section a single one that has all links and the machine's name. */
    List<HubServer> read(Optional<Value> value, Domain machine) {
        if (value.isEmpty()) return List.of(new HubServer(machine.name(), List.of(), Optional.empty()));
        List<HubServer> read = value.get().atLeastOne("a list of servers").stream()
                .flatMap(item -> item.section("name", "links", "host").flatMap(this::read).stream()).toList();
        if (!read.isEmpty() && read.stream().noneMatch(HubServer::isHere)) {
            value.get().refuseAs("found only servers on other machines; expected at least one without \"host\"");
        }
        return read;
    }

    private Optional<HubServer> read(Section section) {
        Optional<String> name = section.need("name", NAME).flatMap(v -> v.as(NAME, ServersSection::name))
                .filter(n -> isNew(section, n));
        List<String> links = section.get("links").map(v -> v.atLeastOne(LINKS)).orElse(List.of()).stream()
                .flatMap(v -> v.text(LINKS).stream()).distinct().toList();
        Optional<HubServer.Address> host = section.get("host").flatMap(v -> v.as(HOST_AND_PORT, HostPort::remote))
                .map(to -> new HubServer.Address(to.host(), to.port()));
        return name.map(n -> new HubServer(n, links, host));
    }

    private boolean isNew(Section section, String name) {
        boolean fresh = names.add(name);
        if (!fresh) section.refuseAs("found server " + name + " a second time; expected a name of its own");
        return fresh;
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) throw new IllegalArgumentException(text);
        return text;
    }
}
