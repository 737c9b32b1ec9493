package org.packetboat.camel.inbound;

import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Route;

/**
 * The way to local recipients: mail that a route takes goes to that route, and all other by the usual link.
 *
 * @param usual the way of all that no route takes
 */
public record InboundLink(Link usual, InboundDesk desk) implements Link {
    @Override
    public Session open(Call call, Supply supply) {
        return usual.open(call, new InboundSupply(supply, desk));
    }

    @Override
    public boolean isUp(Route route) {
        return usual.isUp(route);
    }

    @Override
    public int capacity() {
        return usual.capacity();
    }

    @Override
    public int perSite() {
        return usual.perSite();
    }

    @Override
    public int unsettled() {
        return usual.unsettled();
    }

    @Override
    public boolean awaits() {
        return usual.awaits();
    }

    @Override
    public boolean isLine() {
        return usual.isLine();
    }

    @Override
    public boolean parks() {
        return usual.parks();
    }
}
