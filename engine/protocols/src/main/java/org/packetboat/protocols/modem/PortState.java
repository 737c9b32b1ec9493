package org.packetboat.protocols.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has a port: one call at a time. While somebody only waits for callers on it, a call of ours can have it, as soon
 * as who waits has closed it. A port that failed rests a while.
 *
 * <p>A machine without threads and clock: it is told what happens, and says who may have the port.
 *
 * <pre>
 *   state    | a call of ours wants it       | somebody would wait for callers | a caller is there
 *   ---------+-------------------------------+---------------------------------+------------------
 *   free     | TAKE; busy                    | yes, unless a call wants it;    |
 *            |                               |  awaited                        |
 *   awaited  | who waits is to give way;     | no                              | yes; busy
 *            |  WAIT, after 45 seconds       |                                 |
 *            |  IN_USE                       |                                 |
 *   busy     | IN_USE                        | no                              | no
 *   ending   | WAIT, after 45 seconds        | no                              | no
 *            |  IN_USE                       |                                 |
 * </pre>
 */
public final class PortState {
    private static final Duration REST = Duration.ofMinutes(10);
    /** Longer than a modem is given to hang up. */
    private static final Duration GIVING_WAY = Duration.ofSeconds(45);

    /** What a call is told that wants the port. */
    public enum Answer {
        TAKE,
        /** It is about to be closed: ask again once something has happened. */
        WAIT,
        IN_USE
    }

    /** A number that its modem does not dial, from then until then. */
    private record Bar(Instant from, Instant until) {}

    private enum State {
        FREE, AWAITED, BUSY, ENDING
    }

    private State state = State.FREE;
    private int wanted;
    private Instant restsUntil = Instant.MIN;
    private final Map<String, Bar> bars = new HashMap<>();

    /** Whether it did not fail lately. */
    public boolean isFit(Instant now) {
        return !now.isBefore(restsUntil);
    }

    /** It failed: another should be taken for a while. */
    public void failed(Instant now) {
        restsUntil = now.plus(REST);
    }

    /** Its modem does not dial this number before that time is over. */
    public void bar(String number, Duration by, Instant now) {
        bars.values().removeIf(bar -> !now.isBefore(bar.until()));
        bars.put(number, new Bar(now, now.plus(by)));
    }

    /** Until when its modem does not dial this number; empty if it may. A clock that went back lifts it. */
    public Optional<Instant> barredUntil(String number, Instant now) {
        return Optional.ofNullable(bars.get(number)).filter(b -> !now.isBefore(b.from()) && now.isBefore(b.until()))
                .map(Bar::until);
    }

    /** Why a call can't have it, in words. */
    public String occupied() {
        return switch (state) {
            case FREE -> "free";
            case AWAITED -> "awaiting callers";
            case BUSY -> "in a call";
            case ENDING -> "hanging up";
        };
    }

    /** A call of ours wants it, until it says {@link #taken} or {@link #givenUp}. */
    public void wanted() {
        wanted++;
    }

    /** Whether who waits for callers is to close the port, since a call wants it. */
    public boolean hasToGiveWay() {
        return state == State.AWAITED && wanted > 0;
    }

    /** @param waited for how long the call has wanted it */
    public Answer mayTake(Duration waited) {
        return switch (state) {
            case FREE -> Answer.TAKE;
            case BUSY -> Answer.IN_USE;
            case AWAITED, ENDING -> waited.compareTo(GIVING_WAY) < 0 ? Answer.WAIT : Answer.IN_USE;
        };
    }

    /** The call that wanted it has it. */
    public void taken() {
        wanted--;
        state = State.BUSY;
    }

    /** The call that wanted it has not got it. */
    public void givenUp() {
        wanted--;
    }

    /** Whether somebody may wait for callers now. */
    public boolean mayAwait() {
        return state == State.FREE && wanted == 0;
    }

    /** Somebody waits for callers. */
    public void awaited() {
        state = State.AWAITED;
    }

    /** A caller is there. Whether who waited may take the port for the call. */
    public boolean mayEngage() {
        return state == State.AWAITED;
    }

    /** Who waited has the port, for the call. */
    public void engaged() {
        state = State.BUSY;
    }

    /** The call is over, the port about to be closed. */
    public void ending() {
        state = State.ENDING;
    }

    /** The port is closed: the call is over, or nobody waits any longer. */
    public void closed() {
        state = State.FREE;
    }
}
