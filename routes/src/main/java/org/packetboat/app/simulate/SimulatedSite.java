package org.packetboat.app.simulate;

import org.packetboat.engine.route.Route;

/**
 * A site that is to get the batch.
 *
 * @param route  how it is reached, and when
 * @param server the server that calls it
 * @param size   what it gets
 */
public record SimulatedSite(Route route, String server, ParcelSize size) {
    /** The site's name, unique in a scenario. */
    public String name() {
        return route.site();
    }
}
