package org.packetboat.engine.hub;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;

/**
 * The other machines of a hub, as far as mail is handed to them: one that can't be reached for one site can't be for
 * any. Its sites are then called from here, before others. Used by the node only.
 */
public final class OtherMachines {
    /** Of those that were unreached and have not been reached since; it may be over. */
    private final Map<Transport, Instant> rests = new HashMap<>();
    /** By which machines each site is reached. */
    private final Map<String, Set<Transport>> owners = new HashMap<>();

    /** These are the routes from now on. */
    public void know(Collection<Route> routes) {
        owners.clear();
        routes.stream().filter(Route::handsOver).forEach(
                r -> owners.computeIfAbsent(r.calledThere(), _ -> new HashSet<>()).add(r.transport()));
    }

    /**
     * Mail could not be handed over by a route, or its machine did not answer: that is left alone until then.
     *
     * @param until {@link Instant#MAX}: until it lives
     * @return whether that is news
     */
    public boolean unreached(Route route, Instant until) {
        return route.handsOver() && !until.equals(rests.put(route.transport(), until));
    }

    /** A machine took mail, or said something. @return whether it had been unreached since it last did */
    public boolean reached(Route route) {
        return rests.remove(route.transport()) != null;
    }

    /** Until when the machine behind a route is left alone; {@link Instant#MIN} if it is not, or there is none. */
    public Instant restsUntil(Route route) {
        return rests.getOrDefault(route.transport(), Instant.MIN);
    }

    /** Whether a site is called from here because a machine that should call it can't be reached. */
    public boolean takesOver(String site, Instant now) {
        return owners.getOrDefault(site, Set.of()).stream()
                .anyMatch(machine -> rests.getOrDefault(machine, Instant.MIN).isAfter(now));
    }

    /** The clock went back: no machine is left alone for longer than others would be, except until it lives. */
    public void clockWentBack() {
        rests.replaceAll((_, until) -> until.equals(Instant.MAX) ? until : Instant.MIN);
    }
}
