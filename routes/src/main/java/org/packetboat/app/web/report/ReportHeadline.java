package org.packetboat.app.web.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.print.Words;

/**
 * A night in a line.
 *
 * @param notInTime big sends that were late or failed somewhere
 * @param problems  how many things are wrong with the server now
 */
record ReportHeadline(List<MorningReport.Missed> missed, List<MorningReport.Returned> returned,
        List<String> notInTime, int problems) {
    private static final int NAMED = 3;

    /** Whether nobody needs to do anything. */
    boolean well() {
        return missed.isEmpty() && returned.isEmpty() && notInTime.isEmpty() && problems == 0;
    }

    String text(int served, MorningReport.Cost cost) {
        if (well() && cost.calls() + cost.answered() == 0) return "All well: nobody had to be called.";
        if (well()) return "All well: " + Words.count(served, "site") + " got everything.";
        List<String> parts = new ArrayList<>();
        if (!missed.isEmpty())
            parts.add(Words.count(missed.size(), "site") + (missed.size() == 1 ? " has" : " have")
                    + " not everything: " + some(missed.stream().map(MorningReport.Missed::site).toList()));
        long back = returned.stream().mapToLong(MorningReport.Returned::recipients).sum();
        if (back > 0) parts.add("mail for " + Words.count(back, "recipient") + " came back");
        if (!notInTime.isEmpty())
            parts.add(Words.count(notInTime.size(), "big send") + " late or failed: " + some(notInTime));
        if (problems > 0) parts.add(Words.count(problems, "problem") + " of the server");
        return String.join("; ", parts) + "; " + Words.count(served, "site") + " served.";
    }

    private static String some(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
