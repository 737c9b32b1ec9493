package org.packetboat.simulator.night;

import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.simulator.parcel.Brought;
import org.packetboat.simulator.parcel.ParcelSize;

/**
 * A site that is to get the batch.
 *
 * @param route how it is reached, when, and by whom
 * @param size  what it gets
 * @param calling how long a call takes apart from its session, and how many of all calls fail: half of these find
 *                nobody, the others lose the line somewhere on the way
 * @param brings  what it has for the head office
 * @param terms   from when on and by when its mail is to go
 */
public record SimulatedSite(Route route, ParcelSize size, Calling calling, Brought brings, MailTerms terms) {
    /** One whose mail may go at any time. */
    public SimulatedSite(Route route, ParcelSize size, Calling calling, Brought brings) {
        this(route, size, calling, brings, MailTerms.NONE);
    }

    /** The site's name, unique in a scenario. */
    public String name() {
        return route.site();
    }
}
