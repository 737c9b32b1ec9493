package org.packetboat.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.packetboat.connectors.smtp.client.Fetch;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code fetch:}, how the mail that far sides hold for us is fetched in a session with them. */
record FetchSection(Folder folder, UnaryOperator<String> environment) {
    static final String[] KEYS = {"by", "login", "password", "domains"};
    private static final String EXPECTED = "sites and how their mail for us is fetched, like "
            + "hub: { by: atrn, login: newyork, password: { file: secrets/hub } }";
    private static final String DOMAIN = "a domain like example.com";

    /** @param local whose mail is wanted where nothing else is said */
    Map<String, Fetch> read(Optional<Value> value, List<Domain> local) {
        Map<String, Fetch> fetches = new HashMap<>();
        value.map(v -> v.named(EXPECTED)).orElse(List.of()).forEach(named -> named.value().section(KEYS)
                .flatMap(section -> read(section, local)).ifPresent(fetch -> fetches.put(named.name(), fetch)));
        return fetches;
    }

    private Optional<Fetch> read(Section section, List<Domain> local) {
        Fetch.By by = section.get("by").flatMap(v -> v.oneOf(Fetch.By.class)).orElse(Fetch.By.ATRN);
        Optional<String> login = section.need("login", "what to log in with")
                .flatMap(v -> v.text("what to log in with"));
        Optional<String> password = section.need("password", "{ file: FILE } or { env: NAME }")
                .flatMap(v -> new Secret(folder, environment).read(v));
        List<String> domains = section.get("domains").map(Value::oneOrMore).orElse(List.of()).stream()
                .flatMap(v -> v.as(DOMAIN, Domain::new).stream()).map(Domain::name).toList();
        List<String> wanted = domains.isEmpty() ? local.stream().map(Domain::name).toList() : domains;
        if (wanted.isEmpty()) {
            section.refuseAs("found neither \"domains\" here nor \"local-domains\"; expected whose mail is wanted");
        }
        return wanted.isEmpty()
                ? Optional.empty()
                : login.flatMap(l -> password.map(p -> by.as(l, p, wanted)));
    }
}
