package org.packetboat.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that somebody made over a {@link PhoneExchange}, as the exchange has it on its bill.
 *
 * @param caller    the name of the modem that dialled
 * @param number    what it dialled
 * @param dialled   when
 * @param connected when the modems heard each other; empty if they never did
 * @param ended     when the line was free again; {@link Instant#MAX} while it is not
 */
record PhoneCall(String caller, String number, Instant dialled, Optional<Instant> connected, Instant ended) {
    static PhoneCall dialled(String caller, String number, Instant now) {
        return new PhoneCall(caller, number, now, Optional.empty(), Instant.MAX);
    }

    PhoneCall through(Instant now) {
        return new PhoneCall(caller, number, dialled, Optional.of(now), ended);
    }

    PhoneCall over(Instant now) {
        return new PhoneCall(caller, number, dialled, connected, now);
    }

    boolean isOver() {
        return !ended.equals(Instant.MAX);
    }

    Duration lasted() {
        return Duration.between(dialled, ended);
    }
}
