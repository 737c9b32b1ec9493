package org.packetboat.engine.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.mail.Domain;

/**
 * What belongs to domain patterns. The closest pattern wins ({@code ny.example.com} before {@code *.example.com} before
 * {@code *}); what has the same pattern stands side by side.
 */
final class DomainIndex<T> {
    private final Comparator<T> order;
    private static final Domain LITERALS = new Domain("[*]");

    private final Map<Domain, List<T>> exact = new HashMap<>();
    private final Map<String, List<T>> below = new HashMap<>();
    private List<T> fallback = List.of();

    /** @param order of what has the same pattern; of equals, what was added first comes first */
    DomainIndex(Comparator<T> order) {
        this.order = order;
    }

    void add(DomainPattern pattern, T value) {
        List<T> one = List.of(value);
        switch (pattern) {
            case DomainPattern.Exactly(Domain domain) -> exact.merge(domain, one, this::both);
            case DomainPattern.Below(Domain parent) -> below.merge(parent.name(), one, this::both);
            case DomainPattern.Any() -> fallback = both(fallback, one);
        }
    }

    private List<T> both(List<T> before, List<T> more) {
        if (before.containsAll(more)) return before;
        List<T> all = new ArrayList<>(before);
        all.addAll(more);
        all.sort(order);
        return List.copyOf(all);
    }

    /** What has the closest pattern; none if no pattern fits. Takes the same time however many there are. */
    List<T> closest(Domain domain) {
        List<T> found = exact.get(domain);
        if (domain.isLiteral()) return found != null ? found : exact.getOrDefault(LITERALS, List.of());
        String rest = domain.name();
        for (int dot = rest.indexOf('.'); found == null && dot >= 0; dot = rest.indexOf('.')) {
            rest = rest.substring(dot + 1);
            found = below.get(rest);
        }
        return found != null ? found : fallback;
    }
}
