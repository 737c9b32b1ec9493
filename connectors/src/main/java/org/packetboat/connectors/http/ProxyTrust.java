package org.packetboat.connectors.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.protocols.smtp.syntax.Network;

/**
 * A proxy in front of this server that has logged its users in, and says in headers who they are. It is believed if it
 * comes from one of its addresses and says its secret in {@code X-Proxy-Secret}. Whoever else sends one of these
 * headers is refused, whatever he may do without a login.
 *
 * @param from         addresses of the proxy
 * @param secret       what only the proxy knows; empty if its addresses are enough
 * @param userHeader   who is logged in; in lower case
 * @param users        what each user may do
 * @param groupsHeader in which groups he is, with commas between them; in lower case
 * @param groups       what members of each group may do
 */
public record ProxyTrust(List<Network> from, Optional<String> secret, String userHeader, Map<String, Role> users,
        Optional<String> groupsHeader, Map<String, Role> groups) {
    static final String SECRET_HEADER = "x-proxy-secret";

    public ProxyTrust {
        from = List.copyOf(from);
        userHeader = userHeader.toLowerCase(Locale.ROOT);
        users = Map.copyOf(users);
        groupsHeader = groupsHeader.map(name -> name.toLowerCase(Locale.ROOT));
        groups = Map.copyOf(groups);
    }

    private Stream<String> ours() {
        return Stream.concat(Stream.of(userHeader, SECRET_HEADER), groupsHeader.stream());
    }

    /** Whether a request says something that only the proxy may say. */
    boolean isClaimed(Map<String, String> headers) {
        return ours().anyMatch(headers::containsKey);
    }

    /**
     * Whether one of these headers is there twice: a proxy that adds its own and leaves what the client sent would let
     * anybody name himself.
     */
    boolean isAmbiguous(Map<String, List<String>> headers) {
        return ours().map(headers::get).filter(Objects::nonNull).anyMatch(values -> values.size() > 1);
    }

    /** Whether a request comes from the proxy. @param address of the client, as a literal */
    boolean isProxy(String address, Map<String, String> headers) {
        InetAddress client = InetAddress.ofLiteral(address);
        return from.stream().anyMatch(network -> network.contains(client))
                && secret.filter(known -> !isSame(known, headers.getOrDefault(SECRET_HEADER, ""))).isEmpty();
    }

    private static boolean isSame(String known, String told) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8),
                told.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whom the proxy has logged in; empty if nobody, or it is not the proxy that says so. */
    Optional<String> user(String address, Map<String, String> headers) {
        return Optional.ofNullable(headers.get(userHeader)).map(String::strip).filter(name -> !name.isEmpty())
                .filter(_ -> isProxy(address, headers));
    }

    /** What he may do: the most that his name and his groups allow. */
    Role role(String user, Map<String, String> headers) {
        Stream<String> in = groupsHeader.map(headers::get).stream()
                .flatMap(text -> Arrays.stream(text.split(","))).map(String::strip);
        return Stream.concat(Stream.ofNullable(users.get(user)), in.map(groups::get).filter(Objects::nonNull))
                .max(Role::compareTo).orElse(Role.ANYBODY);
    }
}
