package org.packetboat.engine.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.mail.Address;

/**
 * Names that stand for others: aliases and groups, nested to any depth up to a hundred. Immutable, and free of cycles.
 * A name is found whatever the case of its letters.
 */
public final class Aliases implements Names {
    private static final int DEEPEST = 100;

    private final Map<Address, List<Address>> members = new HashMap<>();

    /**
     * Takes each name with its members, in order.
     *
     * @throws IllegalArgumentException if {@link #cycle} finds one
     */
    public Aliases(Map<Address, List<Address>> members) {
        List<Address> cycle = cycle(members);
        if (!cycle.isEmpty()) throw new IllegalArgumentException("a name made of itself: " + cycle);
        members.forEach((name, list) -> this.members.put(folded(name), List.copyOf(list)));
    }

    private static Address folded(Address address) {
        return new Address(address.localPart().toLowerCase(Locale.ROOT), address.domain());
    }

    @Override
    public List<Address> expand(Address address) {
        if (!members.containsKey(folded(address))) return List.of(address);
        Set<Address> found = new LinkedHashSet<>();
        expand(address, found, new HashSet<>());
        return List.copyOf(found);
    }

    private void expand(Address address, Set<Address> found, Set<Address> seen) {
        Address name = folded(address);
        List<Address> list = members.get(name);
        if (list == null) {
            found.add(address);
        } else if (seen.add(name)) {
            list.forEach(member -> expand(member, found, seen));
        }
    }

    /** The names known, their local parts in lower case. */
    public Set<Address> names() {
        return Set.copyOf(members.keySet());
    }

    /** How many names are known. */
    public int size() {
        return members.size();
    }

    /**
     * Looks for a name that is made of itself.
     *
     * @return the names from it round to it again; empty if there is none. A chain of more than a hundred names counts
     *         as one
     */
    public static List<Address> cycle(Map<Address, List<Address>> members) {
        Map<Address, List<Address>> folded = new LinkedHashMap<>();
        members.forEach((name, list) -> folded.put(folded(name), list.stream().map(Aliases::folded).toList()));
        Set<Address> safe = new HashSet<>();
        for (Address name : folded.keySet()) {
            List<Address> cycle = cycle(name, folded, new ArrayList<>(), safe);
            if (!cycle.isEmpty()) return cycle;
        }
        return List.of();
    }

    private static List<Address> cycle(Address name, Map<Address, List<Address>> folded, List<Address> path,
            Set<Address> safe) {
        int before = path.indexOf(name);
        path.add(name);
        if (before >= 0) return List.copyOf(path.subList(before, path.size()));
        if (path.size() > DEEPEST) return List.copyOf(path);
        for (Address member : safe.contains(name) ? List.<Address>of() : folded.getOrDefault(name, List.of())) {
            List<Address> cycle = cycle(member, folded, path, safe);
            if (!cycle.isEmpty()) return cycle;
        }
        path.removeLast();
        safe.add(name);
        return List.of();
    }
}
