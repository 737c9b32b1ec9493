package org.packetboat.schedules.night;

import org.packetboat.schedules.history.History;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.Load;

/**
 * What a plan made during the night reckons with.
 *
 * @param calling     dial, hang-up and failures of sites that too little is known of
 * @param compression of their mail, likewise; at least 1
 * @param history     what sessions have shown, these of the night included
 */
public record Expected(Calling calling, double compression, History history) {
    /** Only what sessions have shown. */
    public static Expected by(History history) {
        return new Expected(Calling.FREE, Load.UNCOMPRESSED, history);
    }
}
