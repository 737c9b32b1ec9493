package org.packetboat.schedules.plan.print;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.schedules.plan.question.Allowance;

/** Limits of calls, as schedule files call them. */
final class Limiting {
    private Limiting() {}

    /** All that limit a site. */
    static String words(Allowance allowance) {
        Stream<String> rate = allowance.rate().filter(_ -> allowance.callsByRate() > 1)
                .map(r -> "max-rate " + r.mails() + " in " + Words.length(r.per())).stream();
        return Stream.of(rate, words(allowance.calls().far(), allowance.callee().far()),
                words(allowance.calls().link(), allowance.callee().link())).flatMap(s -> s)
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> words(CallLimits limits, String of) {
        return Stream.of(limits.callsPerHour().map(n -> "calls-per-hour " + n),
                limits.callsPerDay().map(n -> "calls-per-day " + n),
                limits.minutesPerDay().map(most -> "minutes-per-day " + most.toMinutes()),
                limits.longestCall().map(most -> "longest-call " + Words.length(most)))
                .flatMap(found -> found.stream()).map(text -> text + " of " + of);
    }
}
