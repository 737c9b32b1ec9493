package org.packetboat.app.compose.check;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.schedules.yaml.Problems;

/**
 * Networks that may relay and are not somebody's own: anyone there could send mail to anywhere in our name. Networks
 * for private use (RFC 1918, 6598, 4193) and of the machine itself may be as wide as they like.
 */
final class OpenRelay implements Check {
    private static final int WIDEST_V4 = 16;
    private static final int WIDEST_V6 = 32;
    private static final List<String> OWN = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
            "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128");

    /** A network in CIDR notation (RFC 4632), which was found good when it was read. */
    private record Network(byte[] address, int prefix) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
            return new Network(address,
                    slash < 0 ? address.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
        }

        boolean isWide() {
            return prefix < (address.length == 4 ? WIDEST_V4 : WIDEST_V6);
        }

        boolean isWithin(Network other) {
            if (address.length != other.address.length || prefix < other.prefix) return false;
            for (int bit = 0; bit < other.prefix; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((address[bit / Byte.SIZE] ^ other.address[bit / Byte.SIZE]) & mask) != 0) return false;
            }
            return true;
        }
    }

    @Override
    public void look(Subject subject, Problems problems) {
        Set<List<String>> looked = new HashSet<>();
        subject.configuration().smtp().all().forEach(listener -> {
            if (looked.add(listener.networks().relayFrom()))
                look(listener, "relay-from", listener.networks().relayFrom(), subject, problems);
            look(listener, "proxy-from", listener.networks().proxyFrom(), subject, problems);
            look(listener, "xclient-from", listener.rules().xclientFrom().stream().map(Object::toString).toList(),
                    subject, problems);
        });
    }

    private static void look(ListenerSettings listener, String key, List<String> networks, Subject subject,
            Problems problems) {
        for (int i = 0; i < networks.size(); i++) {
            Network network = Network.parse(networks.get(i));
            if (!network.isWide() || OWN.stream().map(Network::parse).anyMatch(network::isWithin)) continue;
            problems.warning(subject.at(listener.keys(key + "." + i)), listener.path() + "." + key, "found "
                    + networks.get(i) + ": everybody there may " + (key.equals("relay-from")
                            ? ""
                            : "say for whom he "
                                    + "speaks, and so ")
                    + "send mail to anywhere through this server (an open relay). Expected networks of your own, like "
                    + "10.1.0.0/16");
        }
    }
}
