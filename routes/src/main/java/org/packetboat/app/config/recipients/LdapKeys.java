package org.packetboat.app.config.recipients;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.packetboat.app.config.settings.RecipientSettings.Source;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.PeerTrust;
import org.packetboat.engine.peer.Tls;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads {@code ldap:} of a list of recipients.
 *
 * @param path reads a path that need not be there yet
 */
record LdapKeys(Function<Value, Optional<Path>> path) {
    private static final String[] KEYS = {"host", "port", "tls", "authorities", "login", "password-file", "base",
            "filter", "address", "site", "every"};
    private static final int PORT = 389;
    private static final int SECURED_PORT = 636;
    private static final int MOST_PORT = 65_535;
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final String ATTRIBUTE = "the name of an attribute";

    Optional<Source> read(Value value) {
        return value.section(KEYS).flatMap(this::read);
    }

    private Optional<Source> read(Section section) {
        Optional<String> host = section.need("host", "the host of the directory").flatMap(v -> v.text("a host"));
        Optional<String> base = section.need("base", "where to look, like \"dc=example,dc=com\"")
                .flatMap(v -> v.text("the name of an entry"));
        PeerPolicy policy = policy(section);
        int port = section.get("port").flatMap(v -> v.number(1, MOST_PORT))
                .orElse(policy.tls() == Tls.IMPLICIT ? SECURED_PORT : PORT);
        Duration every = section.get("every").flatMap(Value::duration).orElse(EVERY);
        return host.flatMap(h -> base.map(b -> new Source.Ldap(h, port, policy, new Source.Search(b,
                section.get("filter").flatMap(v -> v.text("a filter like \"(objectClass=person)\"")),
                section.get("address").flatMap(v -> v.text(ATTRIBUTE)).orElse("mail"),
                section.get("site").flatMap(v -> v.text(ATTRIBUTE))), every)));
    }

    private PeerPolicy policy(Section section) {
        Tls tls = section.get("tls").flatMap(v -> v.oneOf(Tls.class)).orElse(Tls.MUST);
        if (tls == Tls.MAY)
            section.get("tls").ifPresent(v -> v.refuseAs("found \"may\"; expected must (StartTLS), implicit or off: "
                    + "a directory that nobody has checked could name anybody"));
        if (tls == Tls.OFF && section.has("login"))
            section.get("tls").ifPresent(v -> v.refuseAs("found \"off\" with a login; expected must or implicit: "
                    + "everybody on the way could read the password"));
        PeerTrust trust = new PeerTrust(section.get("authorities").flatMap(path).map(Path::toString), Set.of(),
                Optional.empty());
        return new PeerPolicy(tls, login(section)).with(trust);
    }

    private Optional<PeerLogin> login(Section section) {
        if (section.has("login") != section.has("password-file"))
            section.refuseAs("found only one of \"login\" and \"password-file\"; expected both, or neither");
        Optional<Path> file = section.get("password-file").flatMap(path);
        section.get("password-file").ifPresent(v -> file.ifPresent(v::warnIfOthersRead));
        return section.get("login").flatMap(v -> v.text("the name of an entry, like \"cn=reader,dc=example,dc=com\""))
                .flatMap(name -> file.map(f -> new PeerLogin(name, f.toString(), false, false)));
    }
}
