package org.packetboat.schedules.night;

import java.util.List;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.site.SiteLoad;

/**
 * How a night stands when it is planned, by what the node says.
 *
 * @param loads what waits
 * @param busy  who has a session, and until when
 * @param made  the calls of the last day that count against limits
 */
public record NightState(List<SiteLoad> loads, List<BusyServer> busy, List<MadeCall> made) {
    public NightState {
        loads = List.copyOf(loads);
        busy = List.copyOf(busy);
        made = List.copyOf(made);
    }

    /** Nobody is busy, and nobody was called before. */
    public NightState(List<SiteLoad> loads) {
        this(loads, List.of(), List.of());
    }

    /** The same of these sites only. */
    NightState with(List<SiteLoad> some) {
        return new NightState(some, busy, made);
    }
}
