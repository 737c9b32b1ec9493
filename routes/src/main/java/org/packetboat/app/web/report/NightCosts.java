package org.packetboat.app.web.report;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.engine.tariff.Money;

/** What calls took. Windows that were missed are none. */
final class NightCosts {
    private static final String ANSWERED = "called";

    private NightCosts() {}

    static MorningReport.Cost of(List<PastCall> happened) {
        List<PastCall> calls = happened.stream().filter(call -> !call.isMissedWindow()).toList();
        List<PastCall> ours = calls.stream().filter(call -> !call.direction().equals(ANSWERED)).toList();
        return new MorningReport.Cost(ours.size(), failed(ours), calls.size() - ours.size(), seconds(ours),
                calls.stream().mapToLong(PastCall::wire).sum(), calls.stream().mapToLong(PastCall::bytes).sum(),
                calls.stream().collect(Collectors.groupingBy(PastCall::link, TreeMap::new, Collectors.toList()))
                        .entrySet().stream().map(each -> link(each.getKey(), each.getValue())).toList(),
                charges(calls));
    }

    private static MorningReport.LinkCost link(String name, List<PastCall> calls) {
        return new MorningReport.LinkCost(name, calls.size(), failed(calls), seconds(calls),
                calls.stream().mapToLong(PastCall::wire).sum(), charges(calls));
    }

    private static List<MorningReport.Charge> charges(List<PastCall> calls) {
        return Money.sums(calls.stream().flatMap(call -> call.charge().stream())).stream()
                .map(MorningReport.Charge::of).toList();
    }

    private static int failed(List<PastCall> calls) {
        return (int) calls.stream().filter(PastCall::failed).count();
    }

    private static long seconds(List<PastCall> calls) {
        return calls.stream().map(call -> Duration.between(call.begin(), call.end())).reduce(Duration.ZERO,
                Duration::plus).toSeconds();
    }
}
