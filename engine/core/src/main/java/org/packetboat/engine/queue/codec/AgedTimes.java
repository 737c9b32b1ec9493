package org.packetboat.engine.queue.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Life;
import org.packetboat.engine.time.AgeClock;

/**
 * The times of an envelope on their way to disk and back: what counts from its arrival is kept in age time, so that no
 * change of the clock makes it sooner or later. What its sender named by date and hour stays that.
 */
public final class AgedTimes {
    /** A clock that was put back so far since mail came in had told the time until which that mail is to wait. */
    private static final Duration FAR = Duration.ofDays(30);

    private AgedTimes() {}

    /** As it is written: what comes in ages from this moment, whatever clock its submission was read by. */
    public static Envelope arriving(Envelope e, AgeClock clock) {
        Duration shift = Duration.between(e.life().since(), clock.now(e.life().since()));
        return moved(e, at -> at.equals(Instant.MAX) ? at : at.plus(shift));
    }

    /** As it is written. */
    public static Envelope stored(Envelope e, AgeClock clock) {
        return moved(e, clock::toAge);
    }

    /** As it is read: in times of the machine's clock as it goes today. */
    public static Envelope shown(Envelope e, AgeClock clock) {
        Envelope shown = moved(e, clock::toWall);
        Duration back = Duration.between(shown.life().since(), e.message().arrived());
        return back.compareTo(FAR) > 0 ? shown.waitingLess(back) : shown;
    }

    private static Envelope moved(Envelope e, UnaryOperator<Instant> shift) {
        Life life = new Life(shift.apply(e.life().since()), e.life().limit().map(shift));
        return e.timed(e.deliverBy().map(by -> moved(by, shift)), life, shift.apply(e.expires()));
    }

    private static DeliverBy moved(DeliverBy by, UnaryOperator<Instant> shift) {
        return by.counted() ? by.at(shift.apply(by.at())) : by;
    }
}
