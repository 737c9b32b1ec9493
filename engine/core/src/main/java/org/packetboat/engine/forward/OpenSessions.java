package org.packetboat.engine.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.site.Site;

/**
 * The sessions under way, those that we called for and those of sites that called us, and the links they go over. There
 * are never two with one site, unless its link may carry several with each. Used by the node only.
 */
final class OpenSessions {
    private final CallSlots slots;
    private final Map<String, Link> links;
    /** Those that we called for, by the name of the site. */
    private final Map<String, List<SiteSession>> called = new HashMap<>();
    private final Map<String, SiteSession> inbound = new LinkedHashMap<>();

    /** @param links by name, as routes name them; looked up each time, so that it may change */
    OpenSessions(CallSlots slots, Map<String, Link> links) {
        this.slots = slots;
        this.links = links;
    }

    Stream<SiteSession> all() {
        return Stream.concat(slots.sessions(), inbound.values().stream());
    }

    /** The session with a site. */
    Optional<SiteSession> at(String site) {
        List<SiteSession> ours = called.getOrDefault(site, List.of());
        return ours.isEmpty() ? Optional.ofNullable(inbound.get(site)) : Optional.of(ours.getFirst());
    }

    /** All sessions with a site. */
    List<SiteSession> with(Site site) {
        return Stream.concat(called.getOrDefault(site.name(), List.of()).stream(),
                Stream.ofNullable(inbound.get(site.name()))).toList();
    }

    /** Whether a site has as many sessions as it may. */
    boolean isFull(Site site) {
        return with(site).size() >= link(site.route()).map(Link::perSite).orElse(1);
    }

    /** The names of the sites that have one. */
    Set<String> sites() {
        return all().map(s -> s.site().name()).collect(Collectors.toSet());
    }

    /** We call a site for a server. */
    void begin(CallSlot slot, SiteSession session) {
        slot.begin(session);
        called.computeIfAbsent(session.site().name(), _ -> new ArrayList<>(1)).add(session);
    }

    /** A site has called us. */
    void add(SiteSession called) {
        inbound.put(called.site().name(), called);
    }

    /** A session is over. @return the slot that it had, if we called for it */
    Optional<CallSlot> remove(SiteSession session) {
        Optional<CallSlot> slot = slots.remove(session);
        called.computeIfPresent(session.site().name(),
                (_, all) -> all.remove(session) && all.isEmpty() ? null : all);
        inbound.values().remove(session);
        return slot;
    }

    /** How many sessions the link of a session carries at once. */
    int most(SiteSession session) {
        return Optional.ofNullable(links.get(session.link())).map(Link::capacity).orElse(1);
    }

    /** Whether a session goes over a line that may be dead by itself. */
    boolean isOverLine(SiteSession session) {
        return Optional.ofNullable(links.get(session.link())).filter(Link::isLine).isPresent();
    }

    /** Whether a session that waits for a reply takes no line. */
    boolean parks(SiteSession session) {
        return Optional.ofNullable(links.get(session.link())).filter(Link::parks).isPresent();
    }

    Optional<Link> link(Route route) {
        return Optional.ofNullable(links.get(route.link()));
    }

    /** Whether a call over a link may be given the mail of a route: not if that waits for another way to come. */
    boolean gives(Route route, String link) {
        return route.link().equals(link) || link(route).filter(Link::awaits).isEmpty();
    }

    /** Whether a route's link is up without a session, so that it need not be dialled. */
    boolean isAlwaysUp(Route route) {
        return link(route).filter(link -> link.isUp(route)).isPresent();
    }

    /** Whether a route's link is up now, so that sending costs no call: by itself, or for a session under way. */
    boolean isUp(Route route) {
        return link(route).filter(link -> link.isUp(route)).isPresent() || at(route.site()).isPresent();
    }
}
