package org.packetboat.app.web.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.print.Words;

/** A night in a line. */
final class ReportHeadline {
    private static final int NAMED = 3;

    private ReportHeadline() {}

    static String of(List<MorningReport.Missed> missed, List<MorningReport.Returned> returned, int served,
            MorningReport.Cost cost) {
        List<String> parts = new ArrayList<>();
        if (!missed.isEmpty()) parts.add(missed(missed));
        long back = returned.stream().mapToLong(MorningReport.Returned::recipients).sum();
        if (back > 0) parts.add("mail for " + Words.count(back, "recipient") + " came back");
        if (parts.isEmpty() && cost.calls() + cost.answered() == 0) return "All well: nobody had to be called.";
        if (parts.isEmpty()) return "All well: " + Words.count(served, "site") + " got everything.";
        return String.join("; ", parts) + "; " + Words.count(served, "site") + " served.";
    }

    private static String missed(List<MorningReport.Missed> missed) {
        String names = missed.stream().limit(NAMED).map(MorningReport.Missed::site).collect(Collectors.joining(", "));
        return Words.count(missed.size(), "site") + (missed.size() == 1 ? " has" : " have") + " not everything: "
                + names + (missed.size() > NAMED ? " and " + (missed.size() - NAMED) + " more" : "");
    }
}
