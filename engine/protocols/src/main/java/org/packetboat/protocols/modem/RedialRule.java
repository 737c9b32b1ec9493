package org.packetboat.protocols.modem;

import java.time.Duration;

/**
 * What follows an attempt that failed, besides the route's own retry later on. All of this policy is here.
 *
 * @param again how many more attempts in this call may follow one that ended so
 * @param pause how long to wait before the next
 * @param fault whether it is this modem or its line that should rest, so that another is taken next time
 */
record RedialRule(int again, Duration pause, boolean fault) {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration A_CALL_RINGS = Duration.ofSeconds(30);

    static RedialRule after(DialOutcome outcome, ModemSettings settings) {
        Duration pause = settings.redialPause();
        return switch (outcome) {
            case DialOutcome.Connected _ -> new RedialRule(0, AT_ONCE, false);
            case DialOutcome.Busy() -> new RedialRule(settings.redials(), pause, false);
            case DialOutcome.NoCarrier() -> new RedialRule(Math.min(1, settings.redials()), pause, false);
            case DialOutcome.NoAnswer() -> new RedialRule(0, pause, false);
            case DialOutcome.NoDialtone() -> new RedialRule(0, pause, true);
            case DialOutcome.Ringing() -> new RedialRule(settings.redials(), A_CALL_RINGS, false);
            case DialOutcome.Rejected _ -> new RedialRule(0, AT_ONCE, true);
            case DialOutcome.Person(),DialOutcome.FaxMachine(),DialOutcome.Blacklisted() ->
                new RedialRule(0, pause, false);
            case DialOutcome.VoiceMode() -> new RedialRule(1, AT_ONCE, true);
            case DialOutcome.Delayed(Duration by) -> new RedialRule(by.compareTo(pause) <= 0 ? settings.redials() : 0,
                    by.plus(A_MOMENT), false);
            case DialOutcome.Silent _ -> new RedialRule(1, AT_ONCE, true);
        };
    }
}
