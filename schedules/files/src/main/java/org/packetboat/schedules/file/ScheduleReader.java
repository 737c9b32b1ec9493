package org.packetboat.schedules.file;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.schedules.file.link.LinkKind;
import org.packetboat.schedules.file.link.Links;
import org.packetboat.schedules.file.link.TariffReader;
import org.packetboat.schedules.file.rule.RuleReader;
import org.packetboat.schedules.file.window.BesideFiles;
import org.packetboat.schedules.file.window.Calendars;
import org.packetboat.schedules.file.window.Holidays;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;
import org.packetboat.schedules.yaml.YamlFile;

/**
 * Reads a set of schedule files as one schedule: windows, holidays and links of any file may be used in any other, and
 * their names, like those of sites, are unique in the set. Everything that is wrong in any file is told at once. Keeps
 * nothing between readings; any thread may read.
 */
public final class ScheduleReader {
    static final String[] KEYS = {"zone", "holidays", "windows", "links", "routes", "callers", "contacts",
            "rules"};

    private final ScheduleDefaults defaults;
    private final List<LinkKind> kinds;

    /** For files that know these kinds of links. */
    public ScheduleReader(ScheduleDefaults defaults, List<LinkKind> kinds) {
        this.defaults = defaults;
        this.kinds = List.copyOf(kinds);
    }

    private record OpenFile(Section section, Optional<ZoneId> zone) {}

    /**
     * Reads the files as they are now.
     *
     * @param now for telling windows that are over
     */
    public Reading read(SourceFiles files, Instant now) {
        Problems problems = new Problems();
        return read(files.read(problems), problems, now);
    }

    /** Reads these sources. */
    public Reading read(List<Source> sources, Problems problems, Instant now) {
        List<OpenFile> files = sources.stream().flatMap(source -> open(source, problems).stream()).toList();
        BesideFiles beside = new BesideFiles();
        Calendars calendars = new Calendars(beside, now);
        Holidays holidays = new Holidays(calendars);
        WindowNames names = new WindowNames(holidays, beside, calendars);
        Links links = new Links(kinds);
        forEachName(files, "holidays", problems, named -> holidays.add(named.name(), named.value()));
        forEachName(files, "links", problems, named -> links.add(named.name(), named.value()));
        links.check();
        for (OpenFile file : files) {
            names.addAll(file.section().get("windows"), file.zone());
        }
        forEachName(files, "windows", problems, named -> names.read(named.name()));
        Windows windows = new Windows(now);
        links.read(new TariffReader(names, windows));
        BundlePolicyReader bundlePolicies = new BundlePolicyReader();
        List<Route> routes = routes(files, new RouteReader(defaults, names, windows, links, bundlePolicies));
        List<Contact> contacts = contacts(files, new ContactReader(names, windows,
                routes.stream().map(Route::site).collect(Collectors.toSet())));
        List<Caller> callers = callers(files, bundlePolicies);
        DeliveryRules rules = rules(files, new RuleReader(names, windows,
                routes.stream().map(Route::site).collect(Collectors.toSet())));
        Map<String, Window> known = known(names, windows);
        return problems.hasErrors()
                ? new Reading.Bad(problems.list(), beside.read())
                : new Reading.Good(new Schedules(routes, links.all(), known, callers, contacts, rules),
                        problems.list(), beside.read());
    }

    private static Optional<OpenFile> open(Source source, Problems problems) {
        return YamlFile.read(source.name(), source.content(), problems)
                .flatMap(node -> new Value(node, "", problems).section(KEYS))
                .map(section -> new OpenFile(section, Zones.in(section)));
    }

    /** Goes through the names under a key in every file; a name that comes twice is reported. */
    private static void forEachName(List<OpenFile> files, String key, Problems problems, Consumer<Value.Named> each) {
        Map<String, Place> seen = new HashMap<>();
        for (OpenFile file : files) {
            for (Value.Named named : file.section().get(key).map(v -> v.named("names and what they stand for"))
                    .orElse(List.of())) {
                Place first = seen.putIfAbsent(named.name(), named.place());
                if (first == null) {
                    each.accept(named);
                } else {
                    problems.error(named.place(), named.value().path(), "found \"" + named.name()
                            + "\" a second time; expected a name of its own: the first is at " + first);
                }
            }
        }
    }

    private static List<Route> routes(List<OpenFile> files, RouteReader reader) {
        List<Route> routes = new ArrayList<>();
        for (OpenFile file : files) {
            file.section().get("routes").map(v -> v.items("a list of routes")).orElse(List.of())
                    .forEach(item -> reader.read(item, file.zone()).ifPresent(routes::add));
        }
        return routes;
    }

    private static List<Contact> contacts(List<OpenFile> files, ContactReader reader) {
        List<Contact> contacts = new ArrayList<>();
        for (OpenFile file : files) {
            file.section().get("contacts").map(v -> v.items("a list of contacts")).orElse(List.of())
                    .forEach(item -> reader.read(item, file.zone()).ifPresent(contacts::add));
        }
        reader.check();
        return contacts;
    }

    private static DeliveryRules rules(List<OpenFile> files, RuleReader reader) {
        for (OpenFile file : files) {
            file.section().get("routes").filter(Value::isList).map(v -> v.items("routes")).orElse(List.of())
                    .forEach(reader::route);
            file.section().get("rules").map(v -> v.items("a list of rules")).orElse(List.of())
                    .forEach(item -> reader.read(item, file.zone()));
        }
        return reader.rules();
    }

    private static List<Caller> callers(List<OpenFile> files, BundlePolicyReader bundlePolicies) {
        CallerReader reader = new CallerReader(bundlePolicies);
        return files.stream().flatMap(file -> file.section().get("callers").stream())
                .flatMap(value -> value.items("a list of callers").stream()).flatMap(item -> reader.read(item).stream())
                .toList();
    }

    private static Map<String, Window> known(WindowNames names, Windows windows) {
        Map<String, Window> known = new TreeMap<>();
        for (String name : names.names()) {
            names.read(name).filter(spec -> !spec.needsRoute())
                    .ifPresent(spec -> known.put(name, windows.of(spec, Optional.empty())));
        }
        return known;
    }
}
