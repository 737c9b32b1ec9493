package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.queue.ledger.LedgerEntry;

/**
 * How one site stands with a big send.
 *
 * @param entry    its line in the ledger
 * @param site     the route it is reached by: the one it was tried by last, else the one its mail takes now
 * @param done     bytes of its message that the transfer under way has sent
 * @param expected when it should have it all, as far as is known: by the pace of the transfer under way, else by the
 *                 plan, else by the next time its site can be tried and the rate of its line
 * @param trouble  why it will not get it, or not as it should: no route serves it, say; empty if all is well as far as
 *                 is known
 */
public record BatchSite(LedgerEntry entry, String site, State state, long done, Optional<Instant> expected,
        Optional<String> trouble) {
    /** What people want to know first. */
    public enum State {
        /** Its turn, or its window, has not come. */
        WAITING,
        /** Its stage has not begun. */
        STAGED,
        /** Its big send is paused, stopped after too many failures, or is being aborted. */
        PAUSED,
        /** On the line. */
        SENDING,
        /** It should have arrived by now, and still waits. */
        OVERDUE,
        /** All of its recipients have it. */
        DELIVERED,
        /** They have it, but later than wanted. */
        LATE,
        /** Another Packetboat has it, and has not told yet that it arrived. */
        RELAYED,
        /** Some of its recipients will never get it. */
        FAILED
    }
}
