package org.packetboat.engine.settle;

import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;

/**
 * All that is decided about failure, in one place: what is retried and when, what is returned, what rests. Nothing is
 * ever discarded for a reason that is not understood.
 *
 * <ul>
 * <li>5xx for a recipient: returned to the sender.
 * <li>4xx for a recipient: tried again after one cycle (msfsleep × msfrsleep, or the route's own).
 * <li>A transfer that broke off: after one cycle more than its site rests, so that what stands behind a message on
 * which sessions keep breaking gets its turn; longer each time, up to {@value #LONGEST} cycles. A transfer that got
 * further than ever before goes on at once.
 * <li>A site that can't be reached, or ends sessions without taking anything: the site rests for one cycle; its
 * envelopes are not touched.
 * <li>A site that can't be reached for a reason that will not pass by itself (5xx: our password is refused, a program
 * is missing): it rests for {@value #LONGEST} cycles, since somebody has to do something first.
 * </ul>
 */
public final class FailurePolicy {
    private static final int LONGEST = 8;

    private FailurePolicy() {}

    /**
     * What is done about one recipient.
     *
     * @param further  whether a transfer that broke off got further than any before it
     * @param attempts how often it was tried before
     */
    public static Disposition decide(Outcome outcome, boolean further, int attempts, Duration cycle, Instant now) {
        return switch (outcome) {
            case Outcome.Delivered(Reply reply, boolean dsnPassed) -> new Disposition.Done(reply, dsnPassed);
            case Outcome.Deferred(Reply reply) -> new Disposition.RetryAt(now.plus(cycle), reply);
            case Outcome.Refused(Reply reply) -> new Disposition.Return(reply);
            case Outcome.Interrupted(long _, Reply reply) -> new Disposition.RetryAt(
                    further ? now : now.plus(cycle.multipliedBy(Math.min(LONGEST, attempts + 2))), reply);
        };
    }

    /**
     * How long a site rests after a session.
     *
     * @param settled   how many envelopes the session settled
     * @param exhausted whether it left nothing that was due, and nothing it had taken
     */
    public static Duration rest(Ending ending, int settled, boolean exhausted, Duration cycle) {
        return switch (ending) {
            case Ending.Finished() -> settled > 0 || exhausted ? Duration.ZERO : cycle;
            case Ending.Stopped(String _) -> Duration.ZERO;
            case Ending.Unreached(Reply reply) -> reply.isPermanent() ? longestWait(cycle) : cycle;
            case Ending.Dropped(Reply _) -> cycle;
        };
    }

    /** No envelope waits longer than this for its next attempt. */
    public static Duration longestWait(Duration cycle) {
        return cycle.multipliedBy(LONGEST);
    }

    /** How long a domain is left alone whose mail a session has that began before its routes were changed. */
    public static Duration domainRest() {
        return Duration.ofSeconds(1);
    }

    /** How long the store is left alone after it failed to take a batch. */
    public static Duration storeRest() {
        return Duration.ofSeconds(5);
    }
}
