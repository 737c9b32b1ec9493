package org.packetboat.app;

import java.time.Duration;
import java.util.Optional;

/**
 * The line of a subscriber of a {@link PhoneExchange}.
 *
 * @param rate    what it carries each way, bytes a second
 * @param answers how long it rings before a call is through, or before the caller hears why not
 * @param refusal what every caller hears instead; empty if calls come through
 * @param carries after so many bytes, both ways together, each second call is lost, the first included; 0: never
 */
record PhoneLine(int rate, Duration answers, Optional<String> refusal, long carries) {
    static PhoneLine good(int rate, Duration answers) {
        return new PhoneLine(rate, answers, Optional.empty(), 0);
    }

    /** At another speed. */
    PhoneLine at(int other) {
        return new PhoneLine(other, answers, refusal, carries);
    }

    /** One that callers never get through to: they hear this, as {@code BUSY} or {@code NO ANSWER}. */
    PhoneLine dead(String heard) {
        return new PhoneLine(rate, answers, Optional.of(heard), carries);
    }

    /** One that loses each second call. */
    PhoneLine losing(long after) {
        return new PhoneLine(rate, answers, refusal, after);
    }
}
