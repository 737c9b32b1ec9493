package org.packetboat.simulator.night;

import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.simulator.night.trouble.Answering;
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
 * @param answering whether it answers
 */
public record SimulatedSite(Route route, ParcelSize size, Calling calling, Brought brings, MailTerms terms,
        Answering answering) {
    /** One whose calls go as chance has it. */
    public SimulatedSite(Route route, ParcelSize size, Calling calling, Brought brings, MailTerms terms) {
        this(route, size, calling, brings, terms, Answering.BY_CHANCE);
    }

    /** One whose mail may go at any time, and whose calls go as chance has it. */
    public SimulatedSite(Route route, ParcelSize size, Calling calling, Brought brings) {
        this(route, size, calling, brings, MailTerms.NONE);
    }

    /** The same, answering so. */
    public SimulatedSite answering(Answering how) {
        return new SimulatedSite(route, size, calling, brings, terms, how);
    }

    /** The site's name, unique in a scenario. */
    public String name() {
        return route.site();
    }
}
