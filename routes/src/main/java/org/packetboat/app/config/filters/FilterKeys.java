package org.packetboat.app.config.filters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.packetboat.app.config.settings.FilterSettings;
import org.packetboat.connectors.milter.MilterAddress;
import org.packetboat.protocols.milter.Filter;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code filters:} of a listener. One for all listeners: a name means the same filter in all of them. */
public final class FilterKeys {
    /** The keys of one filter. */
    public static final List<String> KEYS = List.of("name", "at", "timeout", "on-trouble");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final String NAMED = "a name of lower-case letters, digits and -";
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(10);

    private final Path folder;
    private final Map<String, FilterSettings> known = new HashMap<>();

    /** @param folder in which a relative path of a socket is looked for */
    public FilterKeys(Path folder) {
        this.folder = folder;
    }

    /** The filters of a listener, in their order. */
    public List<FilterSettings> read(Value value) {
        List<FilterSettings> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Value each : value.items("a list of filters, each { name, at, timeout, on-trouble }")) {
            each.section(KEYS.toArray(String[]::new)).flatMap(this::read).filter(filter -> fits(filter, each, names))
                    .ifPresent(read::add);
        }
        return List.copyOf(read);
    }

    private boolean fits(FilterSettings filter, Value value, Set<String> names) {
        FilterSettings before = known.putIfAbsent(filter.name(), filter);
        boolean first = names.add(filter.name());
        boolean same = before == null || before.equals(filter);
        if (!first) value.refuseAs("found a second filter " + filter.name() + "; expected another name");
        if (first && !same)
            value.refuseAs("found filter " + filter.name()
                    + " as it is nowhere else; expected the same in all listeners, or another name");
        return first && same;
    }

    private Optional<FilterSettings> read(Section section) {
        Optional<String> name = section.need("name", NAMED).flatMap(v -> v.as(NAMED, FilterKeys::name));
        Optional<MilterAddress> at = section.need("at", MilterAddress.EXPECTED)
                .flatMap(v -> v.as(MilterAddress.EXPECTED, text -> MilterAddress.parse(text, folder)));
        Duration timeout = section.get("timeout").flatMap(FilterKeys::timeout).orElse(USUAL);
        Filter.OnTrouble onTrouble = section.get("on-trouble").flatMap(v -> v.oneOf(Filter.OnTrouble.class))
                .orElse(Filter.OnTrouble.TEMPFAIL);
        return name.flatMap(n -> at.map(a -> new FilterSettings(n, a, timeout, onTrouble)));
    }

    private static Optional<Duration> timeout(Value value) {
        Optional<Duration> read = value.duration();
        boolean fits = read.isEmpty() || read.get().compareTo(LEAST) >= 0 && read.get().compareTo(MOST) <= 0;
        if (!fits) value.refuse("1s to 10m");
        return read;
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }
}
