package org.packetboat.app.config.provision;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.file.Source;

/**
 * All that is provisioned, as one immutable value: of each kind, values by name. Of a login the value is the hash of
 * its password, of a domain nothing, of a site its route as one line of YAML.
 */
public final class Provisioned {
    /** Nothing. */
    public static final Provisioned NONE = new Provisioned(Map.of());

    private final Map<Kind, SortedMap<String, String>> all = new EnumMap<>(Kind.class);

    private Provisioned(Map<Kind, ? extends Map<String, String>> given) {
        for (Kind kind : Kind.values()) {
            Map<String, String> values = given.containsKey(kind) ? given.get(kind) : Map.of();
            all.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(values)));
        }
    }

    /** What was read from its file. */
    static Provisioned of(Map<Kind, ? extends Map<String, String>> given) {
        return new Provisioned(given);
    }

    /** Of a kind, by name. */
    public SortedMap<String, String> of(Kind kind) {
        return all.get(kind);
    }

    /** The same after changes. @param values by name; empty for what is to go */
    public Provisioned with(Map<Kind, Map<String, Optional<String>>> values) {
        Map<Kind, SortedMap<String, String>> next = new EnumMap<>(Kind.class);
        all.forEach((kind, now) -> next.put(kind, new TreeMap<>(now)));
        values.forEach((kind, each) -> each.forEach((name, value) -> value.ifPresentOrElse(
                is -> next.get(kind).put(name, is), () -> next.get(kind).remove(name))));
        return new Provisioned(next);
    }

    /** Domains whose mail stays here, beside those of packetboat.yaml. */
    public List<Domain> domains() {
        return of(Kind.DOMAIN).keySet().stream().map(Domain::new).toList();
    }

    /** The routes of its sites as a schedule file, with the lines that they have in the file; empty without any. */
    public Optional<Source> sites(Path file) {
        if (of(Kind.SITE).isEmpty()) return Optional.empty();
        return Optional.of(new Source(file.toString(), ProvisionedText.sites(this).getBytes(StandardCharsets.UTF_8)));
    }

    public boolean isEmpty() {
        return all.values().stream().allMatch(Map::isEmpty);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Provisioned that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    /** Hashes of passwords are in no log. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Provisioned[");
        all.forEach((kind, values) -> text.append(' ').append(kind.key()).append('=').append(values.size()));
        return text.append(" ]").toString();
    }
}
