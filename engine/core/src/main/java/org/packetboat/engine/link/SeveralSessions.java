package org.packetboat.engine.link;

import org.packetboat.engine.route.Route;

/**
 * A link that may carry several sessions at once.
 *
 * @param capacity  how many, at least 1
 * @param perSite   how many of them with one site, at least 1
 * @param unsettled see {@link Link#unsettled}
 */
public record SeveralSessions(Link link, int capacity, int perSite, int unsettled) implements Link {
    /** @throws IllegalArgumentException if there are to be none */
    public SeveralSessions {
        if (capacity < 1 || perSite < 1 || unsettled < 1)
            throw new IllegalArgumentException(capacity + " sessions, " + perSite + " for each site, " + unsettled
                    + " envelopes unsettled; expected 1 or more");
    }

    /** One whose sessions have as much under way as is usual. */
    public SeveralSessions(Link link, int capacity, int perSite) {
        this(link, capacity, perSite, UNSETTLED);
    }

    @Override
    public Session open(Call call, Supply supply) {
        return link.open(call, supply);
    }

    @Override
    public boolean isUp(Route route) {
        return link.isUp(route);
    }

    @Override
    public boolean awaits() {
        return link.awaits();
    }

    @Override
    public boolean isLine() {
        return link.isLine();
    }

    @Override
    public boolean parks() {
        return link.parks();
    }
}
