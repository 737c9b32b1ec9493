package org.packetboat.engine.report;

import java.util.Map;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.route.Route;

/** Settles mail that a carrier has ({@link Outcome.Carried}), when it is known by another way what became of it. */
public interface CarriedMail {
    /**
     * Settles it.
     *
     * @param route    by which it went
     * @param outcomes by recipient; who is no longer awaited is passed over
     * @param answered runs when the disk has taken it, or not
     * @return false if it can't be settled now, and is to be told again later
     */
    boolean settle(Route route, EnvelopeId id, Map<Address, Outcome> outcomes, Inbox.Task answered);
}
