package org.packetboat.simulator.world.books;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who calls which site of a hub now. Sees to it that never two machines call one: but for one that could not ask
 * another, which may be cut off, and not down.
 */
public final class HubShifts {
    /** @param sure whether all others have said that they do not call */
    private record Shift(String machine, boolean sure) {}

    private final Map<String, List<Shift>> calling = new HashMap<>();

    /** A machine calls a site. @return to be done when that is over */
    public Runnable begin(String site, String machine, boolean sure) {
        List<Shift> shifts = calling.computeIfAbsent(site, _ -> new ArrayList<>());
        if (sure && shifts.stream().anyMatch(Shift::sure))
            throw new AssertionError(machine + " calls " + site + " while it is called by " + shifts);
        Shift shift = new Shift(machine, sure);
        shifts.add(shift);
        return () -> shifts.remove(shift);
    }
}
