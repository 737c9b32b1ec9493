package org.packetboat.schedules.file;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.link.Addressing;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.file.link.NamedFile;
import org.packetboat.schedules.yaml.Section;

/** Reads how a route's far side is reached, by what its link asks for. */
final class TransportReader {
    static final int SMTP_PORT = 25;
    /** RFC 6335's registry: uucp. */
    private static final int UUCP_PORT = 540;
    static final int LAST_PORT = 65_535;
    static final String HOST = "a host name or an IP address, without a port";
    private static final String NUMBER = "a number to dial, like \"13035550100\" or \"9,555-0100\"";
    private static final Pattern IP_V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern DIALLABLE = Pattern.compile("[0-9A-Da-d*#,;WwPpTt@!+() .-]+");
    private static final TreeSet<String> ALL_KEYS = Arrays.stream(Addressing.values())
            .flatMap(addressing -> addressing.keys().stream()).collect(Collectors.toCollection(TreeSet::new));

    private TransportReader() {
    }

    /** How to reach it, unless something that is needed is missing, which was reported. */
    static Optional<Transport> read(Section section, LinkSettings link, BundlePolicyReader bundlePolicies) {
        refuseOthers(section, link);
        return switch (link.addressing()) {
            case HOST -> host(section, link);
            case DIAL_UP -> number(section).flatMap(number -> dialUp(section, Optional.of(number)));
            case PEER -> dialUp(section, Optional.empty());
            case NUMBER -> uucp(section, number(section), bundlePolicies);
            case SOCKET -> uucp(section, socket(section), bundlePolicies);
            case CABLE, FOLDER -> uucp(section, Optional.empty(), bundlePolicies);
        };
    }

    private static Optional<Transport> host(Section section, LinkSettings link) {
        if (!section.has("hosts")) return Optional.of(smtp(section));
        return link instanceof IpLink
                ? HostsReader.always(section, PeerPolicyReader.read(section))
                : HostsReader.switched(section, PeerPolicyReader.read(section));
    }

    private static void refuseOthers(Section section, LinkSettings link) {
        for (String key : ALL_KEYS) {
            if (link.addressing().keys().contains(key)) continue;
            section.get(key).ifPresent(value -> value.refuseAs("found a key that routes over link " + link.name()
                    + ", of kind " + link.kind() + ", don't have; expected of this sort: "
                    + String.join(", ", link.addressing().keys())));
        }
    }

    private static Transport smtp(Section section) {
        refuseLoneProbe(section);
        PeerPolicy policy = PeerPolicyReader.read(section);
        return new Transport.Smtp(host(section), port(section, policy), policy);
    }

    private static void refuseLoneProbe(Section section) {
        section.get("probe").ifPresent(v -> v.refuseAs("found \"probe\" without \"hosts\"; expected both, or neither"));
    }

    private static Optional<Transport> dialUp(Section section, Optional<String> number) {
        PeerPolicy policy = PeerPolicyReader.read(section);
        int port = port(section, policy);
        if (section.has("hosts")) {
            return HostsReader.switched(section, policy)
                    .map(hosts -> new Transport.DialUp(number, Optional.of(hosts), port, policy));
        }
        refuseLoneProbe(section);
        Optional<Transport> host = host(section).map(name -> new Transport.Smtp(Optional.of(name), port, policy));
        return Optional.of(new Transport.DialUp(number, host, port, policy));
    }

    private static Optional<String> number(Section section) {
        return section.need("number", NUMBER).flatMap(v -> v.as(NUMBER, TransportReader::number));
    }

    private static Optional<String> host(Section section) {
        return section.get("host").flatMap(v -> v.as(HOST, TransportReader::host));
    }

    static String host(String text) {
        return IP_V6.matcher(text).matches() ? text : new Domain(text).name();
    }

    private static int port(Section section, PeerPolicy policy) {
        return port(section).orElse(PeerPolicyReader.usualPort(policy));
    }

    private static Optional<Integer> port(Section section) {
        return section.get("port").flatMap(value -> value.number(1, LAST_PORT));
    }

    private static String number(String text) {
        if (!DIALLABLE.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }

    /** Empty where the far side only calls us. */
    private static Optional<String> socket(Section section) {
        int port = port(section).orElse(UUCP_PORT);
        return host(section).map(host -> (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static Optional<Transport> uucp(Section section, Optional<String> number,
            BundlePolicyReader bundlePolicies) {
        Optional<String> node = section.need("node", NodeName.NODE).flatMap(v -> NodeName.read(v, NodeName.NODE));
        Optional<String> login = section.get("login").flatMap(v -> NodeName.read(v, NodeName.LOGIN));
        Optional<String> password = section.get("password-file").flatMap(NamedFile::secret).map(Object::toString);
        Stream.of("login", "password-file").filter(key -> section.has(key) && !bothGiven(section)).forEach(
                key -> section.refuseAs("found \"" + key + "\" alone; expected login and password-file, or neither"));
        BundlePolicy bundles = bundlePolicies.read(section, node);
        return node.map(name -> new Transport.Uucp(name, number, login, password, bundles));
    }

    private static boolean bothGiven(Section section) {
        return section.has("login") && section.has("password-file");
    }
}
