package org.packetboat.protocols.modem;

import java.time.Duration;

/**
 * When a number is dialled again that was busy. Two who have dialled each other find each other busy, and would for
 * ever if both paused as long: so one of them dials again first, and the other hears it ring in its own pause.
 *
 * @param first   whether we are the one who dials first
 * @param answers whether somebody here takes calls on this port: then a ring in a pause ends our attempts
 * @param spread  anything from 0 to below 1, another one for each call
 */
public record RedialTurn(boolean first, boolean answers, double spread) {
    /** Where nobody calls us: the pause as it was asked for. */
    public static final RedialTurn ALONE = new RedialTurn(true, false, 1);

    /** @throws IllegalArgumentException if the spread is out of range */
    public RedialTurn {
        if (!(spread >= 0 && spread <= 1)) throw new IllegalArgumentException("a spread of " + spread);
    }

    /** Half the pause to all of it; for who comes second, one and a half to two of it. */
    Duration pause(Duration usual) {
        double times = (first ? 0.5 : 1.5) + spread / 2;
        return Duration.ofMillis(Math.round(usual.toMillis() * times));
    }
}
