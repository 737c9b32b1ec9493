package org.packetboat.engine.settle;

import java.util.Map;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.route.Route;

/**
 * One try to carry an envelope.
 *
 * @param outcomes what it came to for each recipient; who is left out was not tried
 * @param atOnce   whether a transfer that broke off may be tried again at once
 * @param answered runs when it is durable, or the disk has not taken it
 */
record Attempt(Envelope envelope, Map<Recipient, Outcome> outcomes, Route route, boolean atOnce, Inbox.Task answered) {
    Attempt {
        outcomes = Map.copyOf(outcomes);
    }
}
