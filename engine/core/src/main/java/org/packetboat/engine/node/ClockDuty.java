package org.packetboat.engine.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.status.StatusEvent;

/**
 * Keeps mail's age, and looks after a clock that can't be right: windows are shut then, so the site that can tell the
 * time is called without one, at once and every six hours of elapsed time. Used by the node only.
 */
final class ClockDuty {
    private static final Duration EVERY = Duration.ofHours(6);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30);
    /** A clock that was put by less is not worth a line. */
    private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

    private final MailQueue queue;
    private final Function<Route, Caller> forwarder;
    private Optional<String> site = Optional.empty();
    private Instant nextCall = Instant.MIN;
    private boolean doubted;

    /** Calls a site, window or not. */
    interface Caller {
        void callOutOfHours(Route route, Instant until, Instant now);
    }

    ClockDuty(MailQueue queue, Function<Route, Caller> forwarder) {
        this.queue = queue;
        this.forwarder = forwarder;
    }

    /** Who can tell the time, by its route. */
    void askAt(String route) {
        site = Optional.of(route);
    }

    /** Compares the machine's clock with the time that has passed. @return how far it was put forward, or back */
    Duration compare(Instant now) {
        Duration put = queue.clock().step(now);
        if (put.abs().compareTo(WORTH_TELLING) >= 0) {
            String way = put.isNegative() ? "back" : "forward";
            tell(now, "the machine's clock was put " + way + " by " + Ages.describe(put.abs())
                    + "; mail ages by the time that has really passed");
        }
        queue.saveClock();
        return put;
    }

    void step(Policy policy, Instant now) {
        boolean plausible = policy.clock().is(now);
        if (!plausible) doubt(policy, now);
        if (plausible && doubted) tell(now, "the machine's clock may be right again: windows open as they should");
        doubted = !plausible;
    }

    private void doubt(Policy policy, Instant now) {
        if (!doubted) {
            nextCall = Instant.MIN;
            tell(now, "the machine's clock shows " + now + ", which can't be right: windows stay shut; calls are "
                    + "answered, and mail to always open routes and for here is delivered" + (site.isEmpty()
                            ? "; set the clock, or name a site that tells the time with clock-from"
                            : ""));
        }
        Instant age = queue.clock().now(now);
        if (site.isEmpty() || nextCall.isAfter(age)) return;
        nextCall = age.plus(EVERY);
        policy.routes().own().stream().filter(r -> r.site().equals(site.get())).findFirst()
                .ifPresent(r -> forwarder.apply(r).callOutOfHours(r, now.plus(LONGEST_CALL), now));
    }

    private void tell(Instant now, String what) {
        queue.tell(new StatusEvent.Trouble(now, what));
    }

    /** When there is something to do. */
    Optional<Instant> wake() {
        return doubted && site.isPresent() ? Optional.of(queue.clock().toWall(nextCall)) : Optional.empty();
    }
}
