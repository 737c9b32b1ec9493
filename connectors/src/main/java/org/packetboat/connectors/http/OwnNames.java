package org.packetboat.connectors.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps pages of other servers from asking this one through the browser of somebody who may.
 *
 * <p>A page of a stranger whose name suddenly leads to our address (DNS rebinding) still asks by that name: only names
 * of our own and bare addresses are answered. What changes something is taken from our own pages and from programs that
 * are no browsers: browsers say where a request comes from (Fetch Metadata; {@code Origin}, RFC 6454).
 */
record OwnNames(Set<String> names) {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    Optional<Refusal> refusal(String method, Map<String, String> headers) {
        String host = headers.getOrDefault("host", "");
        if (!isOurs(host)) {
            return Optional.of(new Refusal(421, "This server is not called \"" + name(host)
                    + "\". If it is, add that name to http.names in packetboat.yaml."));
        }
        if (READING.contains(method) || isFromHere(host, headers)) return Optional.empty();
        return Optional.of(new Refusal(403, "A page of another server may not change anything here."));
    }

    private boolean isOurs(String host) {
        String name = name(host);
        return name.equals("localhost") || names.contains(name) || isAddress(name);
    }

    /** Without the port. */
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) return lower.substring(1, Math.max(1, lower.indexOf(']')));
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }

    private static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /** Who says neither is no browser, and nobody else's page makes it ask. */
    private static boolean isFromHere(String host, Map<String, String> headers) {
        String from = headers.getOrDefault("sec-fetch-site", "");
        if (!from.isEmpty()) return from.equals("same-origin") || from.equals("none");
        String origin = headers.getOrDefault("origin", "");
        if (origin.isEmpty()) return true;
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
