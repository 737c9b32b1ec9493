package org.packetboat.simulator.night;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.packetboat.simulator.parcel.Brought;
import org.packetboat.simulator.parcel.Parcel;
import org.packetboat.simulator.parcel.ParcelSize;

/** All mails of a scenario, made once: sites that get or bring as much have the same. Immutable. */
final class Parcels {
    private final Map<ParcelSize, Parcel> sent = new HashMap<>();
    private final Map<Brought, List<Parcel>> brought = new HashMap<>();

    Parcels(List<SimulatedSite> sites) {
        sites.forEach(site -> {
            sent.computeIfAbsent(site.size(), size -> new Parcel(size, 0));
            brought.computeIfAbsent(site.brings(), Parcels::brought);
        });
    }

    private static List<Parcel> brought(Brought what) {
        return IntStream.rangeClosed(1, what.mails()).mapToObj(i -> new Parcel(what.size(), i)).toList();
    }

    /** What a site gets. */
    Parcel sentTo(SimulatedSite site) {
        return sent.get(site.size());
    }

    /** What it has for the head office. */
    List<Parcel> broughtBy(SimulatedSite site) {
        return brought.get(site.brings());
    }
}
