package org.packetboat.schedules.file.window;

import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Spelling;
import org.packetboat.schedules.yaml.Value;

/** Reads windows wherever they stand: by name, written out, or a list of either, open whenever one of them is. */
public final class WindowNames {
    /** Of more windows than these the names are not listed. */
    private static final int MOST_LISTED = 50;

    private record Named(Value value, Optional<ZoneId> fileZone) {}

    private final WindowRules rules;
    private final Map<String, Named> named = new HashMap<>();
    private final Map<String, Optional<WindowSpec>> read = new HashMap<>();
    private final Deque<String> reading = new ArrayDeque<>();

    /** @param files reads what windows name @param calendars that, too */
    public WindowNames(Holidays holidays, BesideFiles files, Calendars calendars) {
        this.rules = new WindowRules(holidays, new PassFiles(files, calendars), calendars);
    }

    /** Makes a file's windows known; of those with the same name, the first. */
    public void addAll(Optional<Value> windows, Optional<ZoneId> fileZone) {
        for (Value.Named window : windows.filter(Value::isMapping).map(v -> v.named("windows")).orElse(List.of())) {
            named.putIfAbsent(window.name(), new Named(window.value(), fileZone));
        }
    }

    public Set<String> names() {
        return new TreeSet<>(named.keySet());
    }

    /** The window that stands here, in a file of this zone. */
    public Optional<WindowSpec> read(Value value, Optional<ZoneId> fileZone) {
        if (value.isList()) return union(value, fileZone);
        if (value.isMapping()) return value.section(WindowRules.KEYS).map(section -> written(value, section, fileZone));
        return value.text(expected("")).flatMap(name -> byName(name, value));
    }

    /** A named window. */
    public Optional<WindowSpec> read(String name) {
        return byName(name, named.get(name).value);
    }

    private WindowSpec written(Value value, Section section, Optional<ZoneId> fileZone) {
        WindowSpec.Part part = new WindowSpec.Part(value, Zones.in(section), fileZone, rules.read(section));
        return new WindowSpec(label(section), List.of(part));
    }

    private static String label(Section section) {
        String shown = Arrays.stream(WindowRules.KEYS).flatMap(key -> section.get(key).stream())
                .filter(value -> value.node() instanceof Node.Scalar)
                .map(value -> ((Node.Scalar) value.node()).text()).collect(Collectors.joining(" "));
        return shown.isEmpty() ? "in place" : shown;
    }

    private Optional<WindowSpec> union(Value value, Optional<ZoneId> fileZone) {
        List<WindowSpec> members = value.atLeastOne("a window").stream()
                .flatMap(item -> read(item, fileZone).stream()).toList();
        if (members.isEmpty()) return Optional.empty();
        if (members.stream().anyMatch(WindowSpec::isAlways)) return Optional.of(WindowSpec.ALWAYS);
        String label = members.stream().map(WindowSpec::label).collect(Collectors.joining(" + "));
        return Optional.of(new WindowSpec(label, members.stream().flatMap(m -> m.parts().stream()).toList()));
    }

    private Optional<WindowSpec> byName(String name, Value usedAt) {
        if (read.containsKey(name)) return read.get(name);
        Named found = named.get(name);
        if (found == null) return unknown(name, usedAt);
        if (reading.contains(name)) {
            usedAt.refuseAs("found a window made of itself: " + String.join(" -> ", reading.reversed()) + " -> " + name
                    + "; expected an end");
            return Optional.empty();
        }
        reading.push(name);
        Optional<WindowSpec> spec = read(found.value, found.fileZone)
                .map(s -> new WindowSpec(name, s.parts()));
        reading.pop();
        read.put(name, spec);
        return spec;
    }

    private Optional<WindowSpec> unknown(String name, Value usedAt) {
        if (name.equals(WindowSpec.ALWAYS.label())) return Optional.of(WindowSpec.ALWAYS);
        usedAt.refuse(expected(Spelling.nearest(name, names()).map(n -> "; did you mean " + n + "?").orElse("")));
        return Optional.empty();
    }

    private String expected(String guess) {
        if (named.size() > MOST_LISTED) return "the name of one of " + named.size() + " windows" + guess;
        Set<String> known = names();
        known.add(WindowSpec.ALWAYS.label());
        return "one of: " + String.join(", ", known) + guess;
    }
}
