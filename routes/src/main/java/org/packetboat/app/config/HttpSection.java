package org.packetboat.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.connectors.http.Role;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code http:}. Where others than this machine can reach it, it takes TLS and logins. */
record HttpSection(Folder folder) {
    private static final String AUTH_FILE = "auth-file";
    private static final String USERS = "users";
    private static final String WITHOUT_LOGIN = "without-login";
    static final String[] KEYS = {"listen", "tls", AUTH_FILE, USERS, WITHOUT_LOGIN, "names", "series"};
    private static final InetSocketAddress USUAL_LISTEN = HostPort.listen("127.0.0.1:8025");
    private static final String LISTEN = "an address and a port like \"127.0.0.1:8025\" or \"[::1]:8025\"";
    private static final String USER_ROLES = "users of auth-file and their roles, like anna: operator";
    private static final int USUAL_SERIES = 200;
    private static final int MOST_SERIES = 10_000;

    /** What a user may do. */
    private enum UserRole {
        READER, OPERATOR
    }

    /** Who may come in without a login. */
    private enum Without {
        NOBODY(Role.ANYBODY), READER(Role.READER), OPERATOR(Role.OPERATOR);

        private final Role role;

        Without(Role role) {
            this.role = role;
        }
    }

    /** @param server its name is one that clients may use */
    Optional<HttpAccess> read(Optional<Value> value, Domain server) {
        return value.flatMap(v -> v.section(KEYS).map(section -> read(section, server)));
    }

    private HttpAccess read(Section section, Domain server) {
        Optional<Value> listen = section.get("listen");
        InetSocketAddress address = listen.flatMap(v -> v.as(LISTEN, HostPort::listen)).orElse(USUAL_LISTEN);
        Place place = listen.map(Value::place).orElse(section.place());
        Optional<SmtpIntake.TlsIdentity> tls = section.get("tls").flatMap(v -> TlsKeys.read(v, folder));
        Optional<HttpAccess.Logins> logins = logins(section, folder);
        if (!address.getAddress().isLoopbackAddress()) mustBeGuarded(section, address);
        return new HttpAccess(address, place, tls, logins, without(section), names(section, server),
                section.get("series").flatMap(v -> v.number(1, MOST_SERIES)).orElse(USUAL_SERIES));
    }

    /** Who may log in, and what each may do. */
    static Optional<HttpAccess.Logins> logins(Section section, Folder folder) {
        if (section.has(AUTH_FILE) != section.has(USERS)) {
            section.refuseAs("found only one of \"" + AUTH_FILE + "\" and \"" + USERS
                    + "\"; expected both: a file of passwords, and what each user may do");
        }
        Optional<Path> file = section.get(AUTH_FILE).flatMap(folder::file);
        Map<String, Role> roles = new HashMap<>();
        section.get(USERS).map(v -> v.named(USER_ROLES)).orElse(List.of()).forEach(user -> user.value()
                .oneOf(UserRole.class).ifPresent(role -> roles.put(user.name(), Role.valueOf(role.name()))));
        return file.map(f -> new HttpAccess.Logins(f, roles));
    }

    private static void mustBeGuarded(Section section, InetSocketAddress address) {
        if (!section.has("tls") || !section.has(AUTH_FILE)) {
            section.refuseAs("found listen " + address.getAddress().getHostAddress() + " without "
                    + (section.has("tls") ? "" : "\"tls\"")
                    + (section.has("tls") || section.has(AUTH_FILE) ? "" : " and ")
                    + (section.has(AUTH_FILE) ? "" : "\"" + AUTH_FILE + "\"")
                    + "; expected both where others than this machine can connect, or a loopback address");
        }
        section.get(WITHOUT_LOGIN).flatMap(v -> v.oneOf(Without.class)).filter(w -> w != Without.NOBODY)
                .ifPresent(_ -> section.refuseAs("found \"" + WITHOUT_LOGIN
                        + "\" where others than this machine can connect; expected nobody, or a loopback address"));
    }

    /** Where there are logins, everybody else may do nothing by default. */
    private static Role without(Section section) {
        Without usual = section.has(AUTH_FILE) ? Without.NOBODY : Without.READER;
        return section.get(WITHOUT_LOGIN).flatMap(v -> v.oneOf(Without.class)).orElse(usual).role;
    }

    private static Set<String> names(Section section, Domain server) {
        Set<String> names = new HashSet<>(Set.of(server.name()));
        section.get("names").map(Value::oneOrMore).orElse(List.of())
                .forEach(v -> v.as("a name like hub.example.com", Domain::new).ifPresent(n -> names.add(n.name())));
        return names;
    }
}
