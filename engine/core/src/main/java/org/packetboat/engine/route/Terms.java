package org.packetboat.engine.route;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.tariff.Tariff;

/**
 * What becomes of a route's mail that does not go in time, or is too much.
 *
 * @param msdead     how long an envelope may stay undelivered
 * @param atClose    what becomes of a transfer under way when the window closes
 * @param drainLimit how long after the window's close a message under way may take, where {@code atClose} is drain
 * @param tooLarge   what becomes of a message that fits into no window
 * @param maxQueued  how much of the disk its site's mail may take
 * @param maxRate    how many messages its site may be handed in a time; empty for any number
 * @param throttle   how many bytes per second its sessions may send together; empty for as many as the line takes
 * @param calls      how many calls may be made
 * @param tariff     what calls cost; empty if nobody has said
 * @param large      what becomes of mail above a size; empty if all goes alike
 * @param grades     which mail goes only at some hours, by its priority
 */
public record Terms(Msdead msdead, AtClose atClose, Duration drainLimit, TooLarge tooLarge, Share maxQueued,
        Optional<MaxRate> maxRate, Optional<Long> throttle, CallBudget calls, Optional<Tariff> tariff,
        Optional<LargeMail> large, Grades grades) {
    /** Twice what a host may take to answer a whole message (RFC 5321 section 4.5.3.2.6), and some. */
    public static final Duration USUAL_DRAIN_LIMIT = Duration.ofMinutes(30);

    /** With mail of any size and priority alike. */
    public Terms(Msdead msdead, AtClose atClose, Duration drainLimit, TooLarge tooLarge, Share maxQueued,
            Optional<MaxRate> maxRate, Optional<Long> throttle, CallBudget calls, Optional<Tariff> tariff) {
        this(msdead, atClose, drainLimit, tooLarge, maxQueued, maxRate, throttle, calls, tariff, Optional.empty(),
                Grades.NONE);
    }

    /** With what is usual besides. */
    public static Terms usual(Msdead msdead, AtClose atClose) {
        return new Terms(msdead, atClose, USUAL_DRAIN_LIMIT, TooLarge.SEND_ALONE, Share.USUAL, Optional.empty(),
                Optional.empty(), CallBudget.NONE, Optional.empty());
    }

    /** The same, mail given up otherwise. */
    public Terms givenUp(Msdead other) {
        return new Terms(other, atClose, drainLimit, tooLarge, maxQueued, maxRate, throttle, calls, tariff, large,
                grades);
    }

    /** The same with another limit after the close. */
    public Terms drainedWithin(Duration other) {
        return new Terms(msdead, atClose, other, tooLarge, maxQueued, maxRate, throttle, calls, tariff, large, grades);
    }

    /** The same, where this becomes of what is too large for the windows. */
    public Terms with(TooLarge other) {
        return new Terms(msdead, atClose, drainLimit, other, maxQueued, maxRate, throttle, calls, tariff, large,
                grades);
    }

    /** The same with another share of the disk. */
    public Terms with(Share other) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, other, maxRate, throttle, calls, tariff, large, grades);
    }

    /** The same, handed out no faster than this. */
    public Terms with(MaxRate other) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, maxQueued, Optional.of(other), throttle,
                calls, tariff, large, grades);
    }

    /** The same, with no more bytes per second than this. */
    public Terms throttled(long bytesPerSecond) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, maxQueued, maxRate, Optional.of(bytesPerSecond),
                calls, tariff, large, grades);
    }

    /** The same at this price. */
    public Terms with(Tariff other) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, maxQueued, maxRate, throttle, calls,
                Optional.of(other), large, grades);
    }

    /** The same with so many calls. */
    public Terms with(CallBudget other) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, maxQueued, maxRate, throttle, other, tariff, large,
                grades);
    }

    /** The same, where this becomes of large mail. */
    public Terms with(LargeMail other) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, maxQueued, maxRate, throttle, calls, tariff,
                Optional.of(other), grades);
    }

    /** The same, where mail of these grades waits for its windows. */
    public Terms with(Grades other) {
        return new Terms(msdead, atClose, drainLimit, tooLarge, maxQueued, maxRate, throttle, calls, tariff, large,
                other);
    }
}
