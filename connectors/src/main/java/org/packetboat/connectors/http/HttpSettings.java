package org.packetboat.connectors.http;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How pages are served.
 *
 * @param listen  where
 * @param tls     the server's identity; without one everything goes in clear
 * @param names   by which clients may call this server, beside localhost and addresses; in lower case
 * @param users   what each login may do
 * @param without what those may do who do not log in
 * @param proxy   a proxy that says who is logged in
 * @param open    how many connections may be open at a time
 */
public record HttpSettings(InetSocketAddress listen, Optional<SSLContext> tls, Set<String> names,
        Map<String, Role> users, Role without, Optional<ProxyTrust> proxy, int open) {
    public HttpSettings {
        names = Set.copyOf(names);
        users = Map.copyOf(users);
    }
}
