package org.packetboat.schedules.file.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.yaml.Value;

/** The links of a set of files, by name. A route that names no link, or {@code ip}, gets the implicit one. */
public final class Links {
    private final Map<String, LinkKind> kinds;
    private final Map<String, LinkSettings> links = new HashMap<>();

    private final Map<String, CallLimits> limits = new HashMap<>();
    private final Map<String, Value> written = new LinkedHashMap<>();
    private final Map<String, Tariff> tariffs = new HashMap<>();
    private final Map<String, Value> places = new HashMap<>();

    public Links(List<LinkKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(LinkKind::name, kind -> kind));
        links.put(IpLink.IMPLICIT.name(), IpLink.IMPLICIT);
    }

    public void add(String name, Value value) {
        kind(value).ifPresent(kind -> value.section(keys(kind)).ifPresent(section -> {
            limits.put(name, LimitsReader.in(section));
            section.get("tariff").ifPresent(tariff -> written.put(name, tariff));
            kind.read(name, section).ifPresent(link -> links.put(name, link));
        }));
        places.put(name, value);
    }

    /** All are read: whether those that name others name the right ones. */
    public void check() {
        String expected = ModemPoolLink.MODEMS + ", which are: " + String.join(", ", new TreeSet<>(modems()));
        for (LinkSettings link : links.values()) {
            if (!modems().containsAll(members(link))) {
                places.get(link.name())
                        .refuseAs("found " + String.join(", ", members(link)) + "; expected " + expected);
            }
            if (link instanceof FolderLink disks) checkFolder(disks);
            warn(link, "limits", "hold", modem -> !limits(modem).equals(CallLimits.NONE));
            warn(link, "a tariff", "holds", written::containsKey);
        }
    }

    /** Of two links at one folder neither knows what is on the other's disks: they are the same ones. */
    private void checkFolder(FolderLink disks) {
        links.values().stream().filter(FolderLink.class::isInstance).map(FolderLink.class::cast)
                .filter(other -> other.folder().equals(disks.folder()) && other.name().compareTo(disks.name()) < 0)
                .map(FolderLink::name).min(String::compareTo)
                .ifPresent(first -> places.get(disks.name()).refuseAs("found folder " + disks.folder()
                        + ", which link " + first + " has; expected one of its own: a link carries the mail of as many "
                        + "routes as you like"));
    }

    private void warn(LinkSettings link, String what, String holds, Predicate<String> has) {
        members(link).stream().filter(has).forEach(modem -> places.get(link.name()).warn("found " + what
                + " on its modem " + modem + ", which " + holds + " only for routes that name that modem; expected "
                + what
                + " of the pool itself"));
    }

    private static List<String> members(LinkSettings link) {
        return switch (link) {
            case ModemPoolLink pool -> pool.modems();
            case DialUpLink dialUp -> dialUp.modems();
            default -> List.of(); // not a sealed type: kinds are open to extension
        };
    }

    private List<String> modems() {
        return links.values().stream().filter(ModemLink.class::isInstance).map(LinkSettings::name).toList();
    }

    private Optional<LinkKind> kind(Value value) {
        String expected = "one of: " + String.join(", ", new TreeSet<>(kinds.keySet()));
        return value.sectionOfAnyKeys("a mapping with \"kind\"").flatMap(section -> section.need("kind", expected))
                .flatMap(kind -> kind.as(expected, this::known));
    }

    private LinkKind known(String kind) {
        if (!kinds.containsKey(kind)) throw new IllegalArgumentException(kind);
        return kinds.get(kind);
    }

    private static String[] keys(LinkKind kind) {
        List<String> keys = new ArrayList<>(kind.keys());
        keys.addFirst("kind");
        keys.addAll(List.of("limits", "tariff"));
        return keys.toArray(String[]::new);
    }

    /** The link a route names; the implicit one if it can't be used, which was reported. */
    public LinkSettings named(Value name) {
        String expected = "one of: " + String.join(", ", new TreeSet<>(links.keySet()));
        return name
                .as(expected, text -> Optional.ofNullable(links.get(text)).orElseThrow(IllegalArgumentException::new))
                .orElse(IpLink.IMPLICIT);
    }

    /** How many calls may be made over a link, by its name. */
    public CallLimits limits(String name) {
        return limits.getOrDefault(name, CallLimits.NONE);
    }

    /** Windows are known: reads what calls cost, where links say so. */
    public void read(TariffReader reader) {
        written.forEach((name, value) -> reader.read(value).ifPresent(tariff -> tariffs.put(name, tariff)));
    }

    /** What calls over a link cost, by its name. */
    public Optional<Tariff> tariff(String name) {
        return Optional.ofNullable(tariffs.get(name));
    }

    public Map<String, LinkSettings> all() {
        return links;
    }
}
