package org.packetboat.schedules.plan.print;

import java.time.ZoneId;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.PlanQuestion;

/**
 * A Gantt chart as SVG 1.1 ({@link ChartDrawing}); each bar tells its site and times when pointed at. Stands alone: no
 * script, no font, no reference.
 */
public final class GanttSvg {
    private final ZoneId zone;

    /** Times are told in this zone. */
    public GanttSvg(ZoneId zone) {
        this.zone = zone;
    }

    /** The whole document, to be written in UTF-8. */
    public String draw(PlanQuestion question, PlanAnswer answer, String title) {
        return draw(Chart.of(question, answer), title);
    }

    /** The same for any chart. */
    public String draw(Chart chart, String title) {
        ChartDrawing drawing = new ChartDrawing(chart, title, zone);
        SvgPen pen = new SvgPen(drawing.width(), drawing.height(), title);
        drawing.on(pen);
        return pen.document();
    }
}
