package org.packetboat.app.config.provision;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.packetboat.connectors.smtp.server.Accounts;
import org.packetboat.connectors.smtp.server.PasswordHash;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Problems;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;
import org.packetboat.schedules.yaml.YamlFile;

/**
 * Reads a file of changes: what is to be provisioned, and what no longer.
 *
 * <pre>
 * logins:
 *   anna: { password: a long secret }
 *   bob:  { hash: pbkdf2-sha512$210000$SALT$HASH }
 *   carl: removed
 * domains: [shop.example]
 * sites:
 *   berlin: { domains: [berlin.example], link: lan, host: mail.berlin.example }
 *   munich: removed
 * </pre>
 *
 * JSON of the same shape is the same. Everything that is wrong is told at once.
 */
public final class ChangeReader {
    private static final String REMOVED = "removed";
    private static final String LOGIN = "{ password: TEXT }, { hash: what \"packetboat password\" prints behind the "
            + "colon }, or removed";
    private static final String DOMAIN = "a domain like shop.example";
    private static final String ROUTE = "the route of the site as in a schedule file, like { domains: [b.example], "
            + "host: mail.b.example }, or removed";

    private ChangeReader() {}

    /** @param name of what is read, for messages */
    public static List<Change> read(String name, String text, Problems problems) {
        Optional<Section> all = YamlFile.read(name, text.getBytes(StandardCharsets.UTF_8), problems)
                .flatMap(node -> new Value(node, "", problems)
                        .section(Kind.LOGIN.key(), Kind.DOMAIN.key(), Kind.SITE.key()));
        if (all.isEmpty()) return List.of();
        List<Change> changes = new ArrayList<>(named(all.get(), Kind.LOGIN, ChangeReader::login));
        changes.addAll(all.get().get(Kind.DOMAIN.key()).map(ChangeReader::domains).orElse(List.of()));
        changes.addAll(named(all.get(), Kind.SITE, ChangeReader::site));
        return changes;
    }

    private static List<Change> named(Section all, Kind kind,
            BiFunction<String, Value, Optional<Change.What>> reader) {
        return all.get(kind.key()).map(v -> v.named(kind.key() + " and what each is to be")).orElse(List.of()).stream()
                .flatMap(each -> what(each, reader).map(what -> new Change(kind, each.name(), what, each.place()))
                        .stream())
                .toList();
    }

    private static Optional<Change.What> what(Value.Named each,
            BiFunction<String, Value, Optional<Change.What>> reader) {
        if (isRemoved(each.value())) return Optional.of(new Change.What.Removed());
        return reader.apply(each.name(), each.value());
    }

    private static boolean isRemoved(Value value) {
        return value.node() instanceof Node.Scalar(var _, String text, boolean _) && text.equals(REMOVED);
    }

    private static Optional<Change.What> login(String name, Value value) {
        if (!value.isMapping()) {
            value.refuseAs("found what may be a password; expected " + LOGIN); // which is in no log
            return Optional.empty();
        }
        Optional<Section> section = value.section("password", "hash");
        if (!checked(value, () -> Accounts.mustBeName(name))) return Optional.empty();
        Optional<Value> hash = section.flatMap(s -> s.get("hash"));
        Optional<Value> password = section.flatMap(s -> s.get("password"));
        if (hash.isPresent() == password.isPresent()) {
            value.refuseAs("found " + (hash.isPresent() ? "both password and hash" : "neither password nor hash")
                    + "; expected " + LOGIN);
            return Optional.empty();
        }
        if (password.isPresent())
            return password.get().text("a password").map(Change.What.Password::new);
        return hash.get().text("a hash")
                .filter(text -> checked(hash.get(), () -> PasswordHash.parse(text)))
                .map(Change.What.Is::new);
    }

    private static boolean checked(Value value, Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException e) {
            value.refuseAs(e.getMessage());
            return false;
        }
    }

    /** A list of domains, or domains with {@code local} or {@code removed}. */
    private static List<Change> domains(Value value) {
        Map<String, Change> changes = new LinkedHashMap<>();
        if (value.isMapping()) {
            value.named("domains")
                    .forEach(each -> domain(each).ifPresent(change -> changes.put(change.name(), change)));
        } else {
            value.oneOrMore().forEach(each -> each.as(DOMAIN, Domain::new).map(Domain::name)
                    .ifPresent(name -> changes.put(name,
                            new Change(Kind.DOMAIN, name, new Change.What.Is(""), each.place()))));
        }
        return List.copyOf(changes.values());
    }

    private static Optional<Change> domain(Value.Named each) {
        boolean removed = isRemoved(each.value());
        if (!removed && each.value().as("local or removed", ChangeReader::local).isEmpty()) return Optional.empty();
        try {
            return Optional.of(new Change(Kind.DOMAIN, new Domain(each.name()).name(),
                    removed ? new Change.What.Removed() : new Change.What.Is(""), each.place()));
        } catch (IllegalArgumentException e) {
            each.value().refuseAs("found \"" + each.name() + "\"; expected " + DOMAIN);
            return Optional.empty();
        }
    }

    private static String local(String text) {
        if (text.equals("local")) return text;
        throw new IllegalArgumentException(text);
    }

    /** The keys of the route are checked with the schedule files. */
    private static Optional<Change.What> site(String name, Value value) {
        if (!(value.node() instanceof Node.Mapping(var _, List<Node.Entry> entries))) {
            value.refuse(ROUTE);
            return Optional.empty();
        }
        if (entries.stream().anyMatch(entry -> entry.key().text().equals("site"))) {
            value.refuseAs("found the key \"site\"; expected it left out: the name stands before the route");
            return Optional.empty();
        }
        String keys = ProvisionedText.line(value.node());
        return Optional.of(new Change.What.Is("{\"site\":" + ProvisionedText.quoted(name)
                + (entries.isEmpty() ? "" : ",") + keys.substring(1)));
    }
}
