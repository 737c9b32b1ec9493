package org.packetboat.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.connectors.http.Role;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code http:}. Where others than this machine can reach it, it takes TLS and logins. */
record HttpSection(Folder folder, UnaryOperator<String> environment) {
    private static final String AUTH_FILE = "auth-file";
    private static final String USERS = "users";
    private static final String WITHOUT_LOGIN = "without-login";
    private static final String PROXY_LOGIN = "proxy-login";
    static final String[] KEYS = {"listen", "tls", AUTH_FILE, USERS, WITHOUT_LOGIN, "names", "series", PROXY_LOGIN};
    private static final InetSocketAddress USUAL_LISTEN = HostPort.listen("127.0.0.1:8025");
    private static final String LISTEN = "an address and a port like \"127.0.0.1:8025\" or \"[::1]:8025\"";
    private static final String USER_ROLES = "users of auth-file and their roles, like anna: operator";
    private static final int USUAL_SERIES = 200;
    private static final int MOST_SERIES = 10_000;

    /** The keys of {@code proxy-login}. */
    static final String[] PROXY_KEYS = {"from", "secret", "user-header", USERS, "groups-header", "groups"};
    private static final String HEADER = "the name of a header like X-Remote-User";
    private static final String PROXY_ROLES = "users of the proxy and their roles, like anna: operator";
    private static final String GROUP_ROLES = "groups and what their members may do, like netops: operator";
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");

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
        return new HttpAccess(address, place, tls, logins, proxy(section), without(section), names(section, server),
                section.get("series").flatMap(v -> v.number(1, MOST_SERIES)).orElse(USUAL_SERIES));
    }

    /** Who may log in, and what each may do. */
    static Optional<HttpAccess.Logins> logins(Section section, Folder folder) {
        if (section.has(AUTH_FILE) != section.has(USERS)) {
            section.refuseAs("found only one of \"" + AUTH_FILE + "\" and \"" + USERS
                    + "\"; expected both: a file of passwords, and what each user may do");
        }
        Optional<Path> file = section.get(AUTH_FILE).flatMap(folder::secret);
        Map<String, Role> roles = users(section);
        return file.map(f -> new HttpAccess.Logins(f, roles));
    }

    /** What each user may do. */
    static Map<String, Role> users(Section section) {
        return roles(section, USERS, USER_ROLES);
    }

    private static Map<String, Role> roles(Section section, String key, String expected) {
        Map<String, Role> roles = new HashMap<>();
        section.get(key).map(v -> v.named(expected)).orElse(List.of()).forEach(each -> each.value()
                .oneOf(UserRole.class).ifPresent(role -> roles.put(each.name(), Role.valueOf(role.name()))));
        return roles;
    }

    private Optional<HttpAccess.ProxyLogin> proxy(Section http) {
        return http.get(PROXY_LOGIN).flatMap(v -> v.section(PROXY_KEYS)).map(this::proxyLogin);
    }

    private HttpAccess.ProxyLogin proxyLogin(Section section) {
        mustBeWhole(section);
        List<Network> from = section.get("from").map(Value::oneOrMore).orElse(List.of()).stream()
                .flatMap(v -> v.as("an address or a network like 192.0.2.0/24", Network::parse).stream()).toList();
        if (!section.has("secret") && from.stream().anyMatch(HttpSection::isHere))
            section.refuseAs("found a proxy on this machine without \"secret\"; expected one, since every program here "
                    + "could say who is logged in");
        return new HttpAccess.ProxyLogin(from,
                section.get("secret").flatMap(v -> new Secret(folder, environment).read(v)),
                header(section, "user-header").orElse(""), roles(section, USERS, PROXY_ROLES),
                header(section, "groups-header"), roles(section, "groups", GROUP_ROLES));
    }

    private static void mustBeWhole(Section section) {
        if (!section.has("from") || !section.has("user-header"))
            section.refuseAs("expected \"from\" and \"user-header\": the addresses of the proxy, and the header in "
                    + "which it says who is logged in");
        if (section.has("groups-header") != section.has("groups"))
            section.refuseAs("found only one of \"groups-header\" and \"groups\"; expected both, or neither");
        if (!section.has(USERS) && !section.has("groups"))
            section.refuseAs("found neither \"users\" nor \"groups\"; expected what people may do");
    }

    private static boolean isHere(Network network) {
        return network.base().isLoopbackAddress() || network.base().isAnyLocalAddress();
    }

    private static Optional<String> header(Section section, String key) {
        return section.get(key).flatMap(v -> v.as(HEADER, name -> {
            if (!HEADER_NAME.matcher(name).matches()) throw new IllegalArgumentException("not a header's name");
            return name;
        }));
    }

    private static void mustBeGuarded(Section section, InetSocketAddress address) {
        boolean logins = section.has(AUTH_FILE) || section.has(PROXY_LOGIN);
        if (!section.has("tls") || !logins) {
            section.refuseAs("found listen " + address.getAddress().getHostAddress() + " without "
                    + (section.has("tls") ? "" : "\"tls\"")
                    + (section.has("tls") || logins ? "" : " and ")
                    + (logins ? "" : "\"" + AUTH_FILE + "\"")
                    + "; expected both where others than this machine can connect, or a loopback address");
        }
        section.get(WITHOUT_LOGIN).flatMap(v -> v.oneOf(Without.class)).filter(w -> w != Without.NOBODY)
                .ifPresent(_ -> section.refuseAs("found \"" + WITHOUT_LOGIN
                        + "\" where others than this machine can connect; expected nobody, or a loopback address"));
    }

    /** Where there are logins, everybody else may do nothing by default. */
    private static Role without(Section section) {
        Without usual = section.has(AUTH_FILE) || section.has(PROXY_LOGIN) ? Without.NOBODY : Without.READER;
        return section.get(WITHOUT_LOGIN).flatMap(v -> v.oneOf(Without.class)).orElse(usual).role;
    }

    private static Set<String> names(Section section, Domain server) {
        Set<String> names = new HashSet<>(Set.of(server.name()));
        section.get("names").map(Value::oneOrMore).orElse(List.of())
                .forEach(v -> v.as("a name like hub.example.com", Domain::new).ifPresent(n -> names.add(n.name())));
        return names;
    }
}
