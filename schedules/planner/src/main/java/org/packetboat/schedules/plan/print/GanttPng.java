package org.packetboat.schedules.plan.print;

import java.time.ZoneId;

/** The same chart as {@link GanttSvg} in a file that mail readers show: PNG, twice as fine as an ordinary screen. */
public final class GanttPng {
    private final ZoneId zone;

    /** Times are told in this zone. */
    public GanttPng(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * A picture.
     *
     * @param width  in pixels of an ordinary screen, as which it is to be shown
     * @param height the same
     */
    public record Picture(byte[] file, int width, int height) {}

    /** The whole file. It takes a second and little memory, and needs neither a screen nor fonts. */
    public Picture draw(Chart chart, String title) {
        ChartDrawing drawing = new ChartDrawing(chart, title, zone);
        return new Picture(PngPen.draw(drawing.width(), drawing.height(), drawing::on),
                (int) Math.ceil(drawing.width()), (int) Math.ceil(drawing.height()));
    }
}
