package org.packetboat.engine.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.route.Transport;

/**
 * What one server says of its way to some domains.
 *
 * @param pattern the domains
 * @param hops    1 to 14: open, at this hop count; 15: not open, but mail opens it; 16: unavailable
 * @param until   when that is expected to change: an open window closes, a closed one opens; {@link Instant#MAX} if
 *                nobody knows
 * @param path    the servers that mail passes, in lower case: first the one who says so, last the one whose route it is
 * @param version grows with each change at the last of them; 0 where nobody speaks for it
 */
public record Entry(DomainPattern pattern, int hops, Instant until, List<String> path, long version) {
    /** The best first: fewest hops, then most window left, then fewest servers. What is left is an arbitrary order. */
    static final Comparator<Entry> BEST = Comparator.comparingInt(Entry::hops)
            .thenComparing(Entry::until, Comparator.reverseOrder()).thenComparing(e -> e.path().size())
            .thenComparing(e -> String.join(" ", e.path()));

    /** @throws IllegalArgumentException if hops or the path's length are out of range */
    public Entry {
        path = List.copyOf(path);
        if (hops < 1 || hops > RouteState.UNAVAILABLE_HOPS) {
            throw new IllegalArgumentException("hop count " + hops + "; expected 1 to 16");
        }
        if (path.isEmpty() || path.size() > Transport.Router.LONGEST_PATH) {
            throw new IllegalArgumentException("a path of " + path.size() + " servers; expected 1 to 14");
        }
    }

    /** Nobody can be reached by this server any more, or was ever. */
    static Entry none(DomainPattern pattern, String server) {
        return new Entry(pattern, RouteState.UNAVAILABLE_HOPS, Instant.MAX, List.of(server), 0);
    }

    /** The server whose route it is. */
    String origin() {
        return path.getLast();
    }

    /** Whether mail can be given to it. */
    public boolean isUsable() {
        return hops < RouteState.UNAVAILABLE_HOPS;
    }

    /** Whether this domain is meant. */
    public boolean covers(Domain domain) {
        return switch (pattern) {
            case DomainPattern.Exactly(Domain one) -> one.equals(domain);
            case DomainPattern.Below(Domain parent) -> domain.name().endsWith("." + parent.name());
            case DomainPattern.Any() -> !domain.isLiteral();
        };
    }

    /**
     * The same as another server says it on; empty if that would be too far. Unavailable stays that, at any distance.
     */
    Optional<Entry> by(String server) {
        if (path.size() == Transport.Router.LONGEST_PATH || hops == RouteState.AVAILABLE_HOPS - 1)
            return Optional.empty();
        List<String> longer = new ArrayList<>();
        longer.add(server);
        longer.addAll(path);
        return Optional
                .of(new Entry(pattern, hops < RouteState.AVAILABLE_HOPS ? hops + 1 : hops, until, longer, version));
    }

    /** About how many bytes it takes in a datagram. */
    int weight() {
        return pattern.text().length() * 2 + path.stream().mapToInt(name -> name.length() + 1).sum() + 32;
    }
}
