package org.packetboat.app.web.board;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.packetboat.app.planning.NightAnswer;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.print.PlanReport;

/**
 * What the planner says of tonight, in the words of {@code packetboat plan}.
 *
 * @param at           when it was asked; empty if its first answer is not there yet
 * @param level        {@code idle} (nothing is planned), {@code good}, {@code late} (all of it arrives, some too late),
 *                     {@code bad}, {@code unknown}
 * @param said         in one line
 * @param spareSeconds how much later the tightest call could end
 * @param sites        that are planned or missed
 * @param end          when the last call ends, by plan
 * @param missed       how many are not served in time; the first of them are in {@code rows}
 */
public record NightVerdict(String at, String level, String said, long spareSeconds, int sites, String end, int missed,
        List<NightAnswer.MissedRow> rows, List<NightAnswer.RemedyRow> remedies) {
    private static final int SHOWN = 50;
    /** Before the planner has answered. */
    static final NightVerdict UNKNOWN = new NightVerdict("", "unknown", "", 0, 0, "", 0, List.of(), List.of());

    public NightVerdict {
        rows = List.copyOf(rows);
        remedies = List.copyOf(remedies);
    }

    /** What an answer comes to. */
    public static NightVerdict of(NightAnswer answer, ZoneId zone, Instant at) {
        PlanReport report = new PlanReport(zone);
        List<NightAnswer.MissedRow> missed = answer.missedRows(report);
        boolean idle = answer.question().sites().isEmpty();
        String level = idle ? "idle" : answer.fits() ? "good" : answer.isLate() ? "late" : "bad";
        return new NightVerdict(at.toString(), level, answer.headline(report),
                answer.schedule().map(s -> s.spare().toSeconds()).orElse(0L), answer.question().sites().size(),
                answer.schedule().filter(s -> !s.sites().isEmpty()).map(Schedule::end).map(Instant::toString)
                        .orElse(""),
                missed.size(), missed.stream().limit(SHOWN).toList(), answer.remedyRows(report));
    }
}
