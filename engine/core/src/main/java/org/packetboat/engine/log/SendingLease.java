package org.packetboat.engine.log;

import java.time.Duration;
import java.util.Optional;

/**
 * What a machine knows, at a moment, of its right to send. A value: it may be asked on any thread, at any later time of
 * the same clock, also by a thread that was stopped meanwhile.
 *
 * @param notBefore when a new owner may start its first envelope
 * @param heartbeat when the last heartbeat was sent that the brokers have acknowledged; empty if this machine does not
 *                  own the queue
 */
public record SendingLease(LogRules rules, Duration notBefore, Optional<Duration> heartbeat) {
    /** Whether an envelope may be started. */
    public boolean mayStart(Duration time) {
        return heartbeat.isPresent() && rules.mayStart(time, notBefore, heartbeat);
    }

    /** Whether an envelope may be begun that was handed to a session before. */
    public boolean mayBegin(Duration time) {
        return rules.mayBegin(mayStart(time));
    }
}
