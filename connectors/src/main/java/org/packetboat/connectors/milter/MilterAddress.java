package org.packetboat.connectors.milter;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a filter listens, written as Postfix writes it: {@code inet:127.0.0.1:8891}, {@code inet:[::1]:8891},
 * {@code inet:filters.example:8891}, {@code unix:/run/opendkim/opendkim.sock}.
 */
public sealed interface MilterAddress {
    /** A host and a port. Its name is looked up at each connection. */
    record Net(String host, int port) implements MilterAddress {
        @Override
        public SocketAddress socket() {
            return new InetSocketAddress(host, port);
        }

        @Override
        public String toString() {
            return "inet:" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** A Unix socket. */
    record Unix(Path file) implements MilterAddress {
        @Override
        public SocketAddress socket() {
            return UnixDomainSocketAddress.of(file);
        }

        @Override
        public String toString() {
            return "unix:" + file;
        }
    }

    /** What is expected where one is written. */
    String EXPECTED = "\"inet:HOST:PORT\" or \"unix:FILE\"";
    /** The most octets that the path of a Unix socket may have. */
    int LONGEST = 107;

    /** Where to connect to; a host that is not found is unresolved. */
    SocketAddress socket();

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
