package org.packetboat.app.config;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.client.Fetch;
import org.packetboat.protocols.smtp.sasl.SaslLogin;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code fetch:}, how the mail that far sides hold for us is fetched in a session with them. */
record FetchSection(Folder folder, UnaryOperator<String> environment) {
    static final String[] KEYS = {"by", "login", "password", "domains"};
    private static final String EXPECTED = "sites and how their mail for us is fetched, like "
            + "hub: { by: atrn, login: newyork, password: { file: secrets/hub } }";
    private static final String DOMAIN = "a domain like example.com";
    private static final String NODE = DOMAIN + ", \"@example.com\" with all below it, or \"#\" and a site";

    private static final Pattern SITE = Pattern.compile("#[\\p{L}\\p{N}._-]{1,64}");

    /** @param local whose mail is wanted where nothing else is said */
    Map<String, Fetch> read(Optional<Value> value, List<Domain> local) {
        Map<String, Fetch> fetches = new HashMap<>();
        value.map(v -> v.named(EXPECTED)).orElse(List.of()).forEach(named -> named.value().section(KEYS)
                .flatMap(section -> read(section, local)).ifPresent(fetch -> fetches.put(named.name(), fetch)));
        return fetches;
    }

    private Optional<Fetch> read(Section section, List<Domain> local) {
        Fetch.By by = section.get("by").flatMap(v -> v.oneOf(Fetch.By.class)).orElse(Fetch.By.ATRN);
        Optional<SaslLogin> login = login(section);
        List<String> domains = section.get("domains").map(Value::oneOrMore).orElse(List.of()).stream()
                .flatMap(v -> node(v, by).stream()).toList();
        List<String> wanted = domains.isEmpty() ? local.stream().map(Domain::name).toList() : domains;
        if (wanted.isEmpty()) {
            section.refuseAs("found neither \"domains\" here nor \"local-domains\"; expected whose mail is wanted");
        }
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(by.as(login, wanted));
    }

    /** None where the route has one. */
    private Optional<SaslLogin> login(Section section) {
        if (section.has("login") != section.has("password")) {
            section.refuseAs("found only one of \"login\" and \"password\"; expected both, or neither where the route "
                    + "has a login");
        }
        Optional<String> login = section.get("login").flatMap(v -> v.text("what to log in with"));
        Optional<String> password = section.get("password").flatMap(v -> new Secret(folder, environment).read(v));
        return login
                .flatMap(name -> password.map(p -> new SaslLogin(name, p, false, false, false, new SecureRandom())));
    }

    /** ETRN knows more than domains (RFC 1985 section 5.3). */
    private static Optional<String> node(Value value, Fetch.By by) {
        return switch (by) {
            case ATRN -> value.as(DOMAIN, Domain::new).map(Domain::name);
            case ETRN -> value.as(NODE, FetchSection::node);
        };
    }

    private static String node(String text) {
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case '@' -> "@" + new Domain(text.substring(1)).name();
            case '#' -> SITE.matcher(text).matches() ? text : new Domain(text).name();
            default -> new Domain(text).name();
        };
    }
}
