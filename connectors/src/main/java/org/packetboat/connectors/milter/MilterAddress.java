package org.packetboat.connectors.milter;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a filter listens, written as Postfix writes it: {@code inet:127.0.0.1:8891}, {@code inet:[::1]:8891},
 * {@code inet:filters.example:8891}, {@code unix:/run/opendkim/opendkim.sock}; or which route of this server it is:
 * {@code route:rules}.
 */
public sealed interface MilterAddress {
    /** A host and a port. Its name is looked up at each connection. */
    record Net(String host, int port) implements MilterAddress {
        @Override
        public Optional<SocketAddress> socket() {
            return Optional.of(new InetSocketAddress(host, port));
        }

        @Override
        public String toString() {
            return "inet:" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** A Unix socket. */
    record Unix(Path file) implements MilterAddress {
        @Override
        public Optional<SocketAddress> socket() {
            return Optional.of(UnixDomainSocketAddress.of(file));
        }

        @Override
        public String toString() {
            return "unix:" + file;
        }
    }

    /** A route of this server: {@code packetboat:filter?name=NAME}. */
    record Route(String name) implements MilterAddress {
        @Override
        public Optional<SocketAddress> socket() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "route:" + name;
        }
    }

    /** What is expected where one is written. */
    String EXPECTED = "\"inet:HOST:PORT\", \"unix:FILE\" or \"route:NAME\"";
    /** How the name of a route is written. */
    Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    /** The most octets that the path of a Unix socket may have. */
    int LONGEST = 107;

    /** Where to connect to; a host that is not found is unresolved. Empty for a route. */
    Optional<SocketAddress> socket();

    /**
     * Reads one.
     *
     * @param folder where a relative file is looked for
     * @throws IllegalArgumentException if it is none
     */
    static MilterAddress parse(String text, Path folder) {
        if (text.startsWith("unix:") && text.length() > 5) {
            Path file = folder.resolve(text.substring(5)).toAbsolutePath().normalize();
            if (file.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST)
                throw new IllegalArgumentException(text);
            return new Unix(file);
        }
        if (text.startsWith("route:")) {
            String name = text.substring(6);
            if (!NAME.matcher(name).matches()) throw new IllegalArgumentException(text);
            return new Route(name);
        }
        int colon = text.lastIndexOf(':');
        if (!text.startsWith("inet:") || colon < 6) throw new IllegalArgumentException(text);
        String host = text.substring(5, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        int port = Integer.parseInt(text.substring(colon + 1));
        boolean fits = !name.isBlank() && name.chars().noneMatch(Character::isWhitespace) && port > 0 && port < 65_536
                && bracketed == name.indexOf(':') >= 0 && name.indexOf('@') < 0;
        if (!fits) throw new IllegalArgumentException(text);
        return new Net(name, port);
    }
}
