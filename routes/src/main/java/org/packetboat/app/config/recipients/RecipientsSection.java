package org.packetboat.app.config.recipients;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.app.config.settings.RecipientSettings.Harvest;
import org.packetboat.app.config.settings.RecipientSettings.ListSource;
import org.packetboat.app.config.settings.RecipientSettings.Source;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads {@code recipients:}, who there is at which domain, and where that is read from.
 *
 * @param path reads a path that need not be there yet: a list that was read before goes without its source
 */
public record RecipientsSection(Function<Value, Optional<Path>> path) {
    private static final String[] KEYS = {"lists", "sub-addressing", "tarpit", "max-unknown"};
    private static final String[] LIST_KEYS = {"domains", "site", "file", "csv", "ldap", "pushed-by", "push-to",
            "push-hashed"};
    private static final String[] CSV_KEYS = {"file", "delimiter", "address", "site"};
    private static final String DOMAIN = "a domain like example.com";
    private static final String SITE = "the site of a route, like north";
    private static final String KEY = "the public key of the server that pushes it, as \"packetboat fleet-key\" "
            + "prints it there";
    private static final Duration LONGEST_TARPIT = Duration.ofSeconds(60);
    private static final int MOST_UNKNOWN = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    /** Nothing where nothing is said. @param root all of packetboat.yaml */
    public RecipientSettings read(Section root) {
        Optional<Value> value = root.get("recipients");
        RecipientSettings read = value.flatMap(v -> v.section(KEYS)).map(this::settings)
                .orElse(RecipientSettings.NONE);
        if (read.takesMail() && !root.has("local-domains"))
            value.orElseThrow().refuseAs("found no local-domains; expected one: lists that are pushed, and answers, "
                    + "are mail to its mailbox packetboat-config");
        boolean isSender = read.lists().stream().anyMatch(list -> !list.push().to().isEmpty());
        boolean hasKeys = root.get("fleet").filter(Value::isMapping)
                .flatMap(fleet -> fleet.sectionOfAnyKeys("keys of fleet")).filter(fleet -> fleet.has("branches"))
                .isPresent();
        if (isSender && !hasKeys)
            value.orElseThrow().refuseAs("found push-to, and no fleet: { branches: FOLDER }; expected the folder "
                    + "where SITE.key is the public key of each server that lists are pushed to");
        return read;
    }

    private RecipientSettings settings(Section section) {
        Map<Domain, String> taken = new HashMap<>();
        List<ListSource> lists = section.need("lists", "lists by name").map(v -> v.named("lists by name"))
                .orElse(List.of()).stream().flatMap(named -> list(named, taken).stream()).toList();
        return new RecipientSettings(lists, section.get("sub-addressing")
                .flatMap(v -> v.as("what stands between name and detail, one of: + - = _ #",
                        RecipientsSection::separator)),
                harvest(section));
    }

    private static Harvest harvest(Section section) {
        return new Harvest(section.get("tarpit").flatMap(v -> v.as("a duration of at most 60s, or none",
                RecipientsSection::tarpit)).orElse(Harvest.USUAL.tarpit()),
                section.get("max-unknown").flatMap(v -> v.number(1, MOST_UNKNOWN)).orElse(Harvest.USUAL.limit()));
    }

    /** Longer, and clients give up the connection. */
    private static Duration tarpit(String text) {
        Duration read = text.equals("none") ? Duration.ZERO : Quantities.duration(text);
        if (read.compareTo(LONGEST_TARPIT) > 0) throw new IllegalArgumentException(text);
        return read;
    }

    private static char separator(String text) {
        if (text.length() != 1 || "+-=_#".indexOf(text.charAt(0)) < 0) throw new IllegalArgumentException(text);
        return text.charAt(0);
    }

    private Optional<ListSource> list(Value.Named named, Map<Domain, String> taken) {
        Optional<Section> section = named.value().section(LIST_KEYS);
        if (section.isEmpty()) return Optional.empty();
        if (!NAME.matcher(named.name()).matches())
            section.get()
                    .refuseAs("found the name \"" + named.name() + "\"; expected lower-case letters, digits and -");
        List<Domain> domains = section.get().need("domains", "the domains whose recipients it has")
                .map(v -> domains(v, named.name(), taken)).orElse(List.of());
        Optional<String> site = section.get().get("site").flatMap(v -> v.text(SITE));
        RecipientSettings.Push push = push(section.get());
        return source(section.get()).map(source -> new ListSource(named.name(), domains, site, source, push));
    }

    private static RecipientSettings.Push push(Section section) {
        section.get("push-to").filter(_ -> section.has("pushed-by")).ifPresent(v -> v.refuseAs(
                "found pushed-by, too; expected one or the other: what was pushed here is not pushed on"));
        return new RecipientSettings.Push(section.get("push-to").map(v -> v.atLeastOne(SITE)).orElse(List.of())
                .stream().flatMap(v -> v.text(SITE).stream()).distinct().toList(),
                section.get("push-hashed").flatMap(Value::yesOrNo).orElse(false));
    }

    private static List<Domain> domains(Value value, String list, Map<Domain, String> taken) {
        return value.atLeastOne(DOMAIN).stream().flatMap(v -> v.as(DOMAIN, Domain::new)
                .filter(domain -> isFree(domain, v, list, taken)).stream()).toList();
    }

    private static boolean isFree(Domain domain, Value value, String list, Map<Domain, String> taken) {
        String before = taken.putIfAbsent(domain, list);
        if (before == null) return true;
        value.refuseAs("found " + domain + ", which is in the list " + before + " already; expected each domain once");
        return false;
    }

    private Optional<Source> source(Section section) {
        List<String> said = Stream.of("file", "csv", "ldap", "pushed-by").filter(section::has).toList();
        if (said.size() != 1) {
            section.refuseAs("found " + (said.isEmpty() ? "none" : String.join(" and ", said))
                    + "; expected exactly one of: file, csv, ldap, pushed-by");
            return Optional.empty();
        }
        return switch (said.getFirst()) {
            case "file" -> section.get("file").flatMap(path).map(Source.Text::new);
            case "csv" -> section.get("csv").flatMap(this::csv);
            case "pushed-by" -> section.get("pushed-by").flatMap(v -> v.as(KEY, PublicKeys::parse))
                    .map(Source.Pushed::new);
            default -> section.get("ldap").flatMap(new LdapKeys(path)::read);
        };
    }

    /** A path alone is a file with the usual columns. */
    private Optional<Source> csv(Value value) {
        if (value.isScalar())
            return path.apply(value).map(file -> new Source.Csv(file, ',', "address", Optional.empty()));
        return value.section(CSV_KEYS).flatMap(section -> section.need("file", "a path").flatMap(path)
                .map(file -> new Source.Csv(file,
                        section.get("delimiter").flatMap(v -> v.as("one character, like \";\"",
                                RecipientsSection::delimiter)).orElse(','),
                        section.get("address").flatMap(v -> v.text("the name of a column")).orElse("address"),
                        section.get("site").flatMap(v -> v.text("the name of a column")))));
    }

    private static char delimiter(String text) {
        if (text.equals("tab")) return '\t';
        if (text.length() != 1 || text.charAt(0) == '"' || Character.isLetterOrDigit(text.charAt(0)))
            throw new IllegalArgumentException(text);
        return text.charAt(0);
    }
}
