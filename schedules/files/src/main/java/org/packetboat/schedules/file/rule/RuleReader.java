package org.packetboat.schedules.file.rule;

import java.net.InetAddress;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.rule.AddressPattern;
import org.packetboat.engine.route.rule.AddressRange;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.route.rule.During;
import org.packetboat.engine.route.rule.RecipientCondition;
import org.packetboat.engine.route.rule.SenderCondition;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.WindowSpec;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Spelling;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads delivery rules. One reader reads all files of a set: their names are unique among them, and a rule that comes
 * behind one that decides on all of its mail is told of.
 */
public final class RuleReader {
    /** The keys of a rule. */
    public static final String[] KEYS = {"name", "senders", "entrances", "listeners", "logins", "clients",
            "recipients", "sites", "larger-than", "during", "action", "reply", "priority", "journal"};

    private static final String NAME = "a name of lower-case letters, digits and dashes, at most 40";
    private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final String PEOPLE = "an address, a domain, \"*.\" and a domain, \"*\", or \"<>\" for mail without "
            + "a sender";
    private static final String ENTRANCE = "smtp, uucp, kafka, camel, drop or submit; or one of these, \":\" and the "
            + "node, topic, route or user";
    private static final Set<String> KINDS = Set.of("smtp", "uucp", "kafka", "camel", "drop", "submit");
    private static final String CLIENT = "a network like 10.0.0.0/8, or an address";
    private static final String SMTP = "smtp";
    private static final int MOST_LISTED = 20;

    /** Words of the file for what becomes of mail. */
    private enum Action {
        ACCEPT, REFUSE, HOLD
    }

    private final WindowNames names;
    private final Windows windows;
    private final Set<String> sites;
    private final List<DeliveryRule> rules = new ArrayList<>();
    private final Map<String, Address> journals = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** @param sites those that routes lead to */
    public RuleReader(WindowNames names, Windows windows, Set<String> sites) {
        this.names = names;
        this.windows = windows;
        this.sites = sites;
    }

    /** All that was read. */
    public DeliveryRules rules() {
        return new DeliveryRules(rules, journals);
    }

    /** The journal that a route names. */
    public void route(Value route) {
        Optional<Section> section = route.isMapping()
                ? route.sectionOfAnyKeys("a route")
                : Optional.empty();
        Optional<String> site = section.flatMap(s -> s.get("site"))
                .flatMap(v -> v.node() instanceof Node.Scalar name ? Optional.of(name.text()) : Optional.empty());
        Optional<Address> journal = section.flatMap(s -> s.get("journal")).flatMap(RuleReader::journal);
        if (site.isPresent() && journal.isPresent()) journals.put(site.get(), journal.get());
    }

    /** A rule, behind those that were read before. */
    public void read(Value value, Optional<ZoneId> fileZone) {
        Optional<Section> found = value.section(KEYS);
        if (found.isEmpty()) return;
        Section section = found.get();
        Optional<String> name = section.need("name", NAME).flatMap(this::name);
        SenderCondition from = from(section);
        RecipientCondition to = new RecipientCondition(list(section, "recipients", PEOPLE, AddressPattern::parse),
                Set.copyOf(section.get("sites").map(this::sites).orElse(List.of())));
        Optional<Long> larger = section.get("larger-than").flatMap(Value::size);
        Optional<During> during = section.get("during").flatMap(v -> during(v, fileZone));
        Optional<DeliveryRule.Effect> effect = effect(section, larger.isPresent(), name.orElse(""));
        if (name.isEmpty() || effect.isEmpty()) return;
        DeliveryRule rule = new DeliveryRule(name.get(), section.place().toString(), from, to,
                larger.map(OptionalLong::of).orElse(OptionalLong.empty()), during, effect.get());
        if (!value.problems().hasErrors()) warnIfItNeverDecides(rule, section);
        rules.add(rule);
    }

    /** What could not be read would seem to fit everything. */
    private void warnIfItNeverDecides(DeliveryRule rule, Section section) {
        rules.stream().filter(before -> before.covers(rule)).findFirst()
                .ifPresent(before -> section.warn("found a rule that never has anything to decide; expected it before "
                        + before.name() + " (" + before.place() + "), which fits all of its mail"));
    }

    private Optional<String> name(Value value) {
        Optional<String> name = value.as(NAME, text -> {
            if (!NAMES.matcher(text).matches()) throw new IllegalArgumentException(text);
            return text;
        });
        if (name.filter(n -> !taken.add(n)).isEmpty()) return name;
        value.refuse("a name of its own: there is another rule of this name");
        return Optional.empty();
    }

    private SenderCondition from(Section section) {
        List<String> entrances = list(section, "entrances", ENTRANCE, RuleReader::entrance);
        SenderCondition from = new SenderCondition(list(section, "senders", PEOPLE, AddressPattern::parse),
                Set.copyOf(entrances), words(section, "listeners", "the name of a listener"),
                words(section, "logins", "the name of a login, or \"*\" for any"),
                list(section, "clients", CLIENT, RuleReader::range));
        boolean noClients = !entrances.isEmpty() && entrances.stream().noneMatch(e -> e.split(":")[0].equals(SMTP));
        if (noClients && from.needsClient())
            section.refuseAs("found listeners, logins or clients with entrances that have none; expected smtp among "
                    + "the entrances, or none of these: the rule fits no mail");
        return from;
    }

    private static String entrance(String text) {
        if (!KINDS.contains(text.split(":", 2)[0]) || text.endsWith(":")) throw new IllegalArgumentException(text);
        return text;
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text, literal -> InetAddress.ofLiteral(literal).getAddress());
    }

    private static <T> List<T> list(Section section, String key, String expected, Function<String, T> reader) {
        return section.get(key).map(v -> v.atLeastOne(expected)).orElse(List.of()).stream()
                .flatMap(item -> item.as(expected, reader).stream()).toList();
    }

    private static Set<String> words(Section section, String key, String expected) {
        return Set.copyOf(list(section, key, expected, Function.identity()));
    }

    private List<String> sites(Value value) {
        List<String> found = new ArrayList<>();
        for (Value item : value.atLeastOne("a site")) {
            Optional<String> site = item.text("a site");
            if (site.filter(s -> !sites.contains(s)).isPresent())
                item.refuse("a site of the schedule files" + (sites.size() <= MOST_LISTED && !sites.isEmpty()
                        ? ": " + String.join(", ", sites.stream().sorted().toList())
                        : Spelling.nearest(site.get(), sites).map(s -> "; did you mean " + s + "?").orElse("")));
            site.ifPresent(found::add);
        }
        return found;
    }

    private Optional<During> during(Value value, Optional<ZoneId> fileZone) {
        return names.read(value, fileZone).map(spec -> new During(spec.label(), windows.of(spec, Optional.empty())))
                .filter(d -> !d.name().equals(WindowSpec.ALWAYS.label()));
    }

    private static Optional<DeliveryRule.Effect> effect(Section section, boolean bySize, String name) {
        Optional<Priority> priority = section.get("priority")
                .flatMap(v -> v.number(Priority.LOWEST, Priority.HIGHEST)).map(Priority::new);
        Optional<Address> journal = section.get("journal").flatMap(RuleReader::journal);
        Optional<Action> action = section.get("action").flatMap(v -> v.oneOf(Action.class));
        Optional<Value> reply = section.get("reply");
        if (reply.isPresent() && action.filter(Action.REFUSE::equals).isEmpty()) {
            reply.get().refuseAs("found it without \"action: refuse\"; expected both");
            return Optional.empty();
        }
        if (!section.has("action") && !section.has("priority") && !section.has("journal")) {
            section.refuseAs("found a rule that does nothing; expected action, priority or journal");
            return Optional.empty();
        }
        if (action.filter(Action.REFUSE::equals).isPresent() && (section.has("journal") || section.has("priority"))) {
            section.refuseAs(
                    "found \"journal\" or \"priority\" with \"action: refuse\"; expected them where mail is taken");
            return Optional.empty();
        }
        Optional<DeliveryRule.Verdict> verdict = action.flatMap(a -> switch (a) {
            case ACCEPT -> Optional.of(new DeliveryRule.Verdict.Accept());
            case HOLD -> Optional.of(new DeliveryRule.Verdict.Hold());
            case REFUSE -> RefusalReply.of(reply, bySize, name).map(DeliveryRule.Verdict.Refuse::new);
        });
        return section.has("action") && verdict.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeliveryRule.Effect(verdict, priority, journal));
    }

    private static Optional<Address> journal(Value value) {
        return value.as("the address that gets a copy", Address::parse);
    }
}
