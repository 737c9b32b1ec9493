package org.packetboat.app.web.board;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.engine.tariff.Money;

/**
 * What the calls of a night with a site took, from noon to noon.
 *
 * @param night   the date of its evening
 * @param calls   that we made
 * @param failed  of them in vain
 * @param seconds on the line, of those that we made
 * @param wire    bytes on the line, both ways, answered calls included
 * @param bytes   of messages
 * @param cost    what was charged, with its currency; empty if nothing was
 */
public record NightUse(String night, int calls, int failed, long seconds, long wire, long bytes, String cost) {
    private static final Duration NOON = Duration.ofHours(12);
    private static final String ANSWERED = "called";

    /** One for each night in which there was a call, the latest first. */
    static List<NightUse> of(List<PastCall> happened, ZoneId zone) {
        return happened.stream().filter(call -> !call.isMissedWindow())
                .collect(Collectors.groupingBy(call -> night(call, zone), () -> new TreeMap<LocalDate, List<PastCall>>(
                        Comparator.reverseOrder()), Collectors.toList()))
                .entrySet().stream().map(each -> of(each.getKey(), each.getValue())).toList();
    }

    private static LocalDate night(PastCall call, ZoneId zone) {
        return call.begin().atZone(zone).minus(NOON).toLocalDate();
    }

    private static NightUse of(LocalDate night, List<PastCall> calls) {
        List<PastCall> ours = calls.stream().filter(call -> !call.direction().equals(ANSWERED)).toList();
        return new NightUse(night.toString(), ours.size(), (int) ours.stream().filter(PastCall::failed).count(),
                ours.stream().mapToLong(call -> Duration.between(call.begin(), call.end()).toMillis()).sum() / 1000,
                calls.stream().mapToLong(PastCall::wire).sum(), calls.stream().mapToLong(PastCall::bytes).sum(),
                Money.sums(calls.stream().flatMap(call -> call.charge().stream())).stream().map(Money::toString)
                        .collect(Collectors.joining(", ")));
    }
}
