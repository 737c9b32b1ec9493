package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.connectors.http.Role;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.schedules.yaml.Place;

/**
 * How metrics, health and pages are served by HTTP.
 *
 * @param listen  where; loopback, or with TLS and logins
 * @param place   where that is configured, for messages
 * @param tls     the server's identity; without one everything goes in clear
 * @param logins  who may log in
 * @param proxy   a proxy that says who is logged in
 * @param without what those may do who do not log in
 * @param names   names by which clients call this server, beside its own, localhost and addresses
 * @param series  how many sites, and how many domains, have metrics of their own
 */
public record HttpAccess(InetSocketAddress listen, Place place, Optional<SmtpIntake.TlsIdentity> tls,
        Optional<Logins> logins, Optional<ProxyLogin> proxy, Role without, Set<String> names, int series) {
    public HttpAccess {
        names = Set.copyOf(names);
    }

    /**
     * Who may log in.
     *
     * @param file  salted hashes of passwords
     * @param roles what each user may do
     */
    public record Logins(Path file, Map<String, Role> roles) {
        public Logins {
            roles = Map.copyOf(roles);
        }
    }

    /**
     * A proxy that says in headers who is logged in.
     *
     * @param from         its addresses
     * @param secret       what only the proxy knows; empty if its addresses are enough
     * @param userHeader   who is logged in
     * @param users        what each user may do
     * @param groupsHeader in which groups he is
     * @param groups       what members of each group may do
     */
    public record ProxyLogin(List<Network> from, Optional<String> secret, String userHeader, Map<String, Role> users,
            Optional<String> groupsHeader, Map<String, Role> groups) {
        public ProxyLogin {
            from = List.copyOf(from);
            users = Map.copyOf(users);
            groups = Map.copyOf(groups);
        }
    }

    /** What is wrong with it, told where it is configured. */
    public String problem(String what) {
        return place + ": http.listen: " + what;
    }
}
