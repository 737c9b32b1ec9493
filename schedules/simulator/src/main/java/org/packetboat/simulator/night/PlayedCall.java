package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.tariff.Money;

/**
 * A call that was made: the line was taken from start to end, with dialling and hang-up.
 *
 * @param server who called
 * @param site   who was called
 * @param start  picking up the line
 * @param end    the line is free again
 * @param ending how it ended, in the engine's words
 * @param charge what it cost by the tariff of its link
 */
public record PlayedCall(String server, String site, Instant start, Instant end, String ending,
        Optional<Money> charge) {
    /** Whether both sides had said all they had to say, or gave way after their turn because others waited. */
    public boolean isGood() {
        return ending.equals("finished") || ending.equals("stopped: other sites are waiting");
    }
}
