package org.packetboat.schedules.plan.print;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Draws one band of a picture of points, twice as fine as an ordinary screen; what is above and below it is left out.
 * It needs neither a screen nor the system's fonts: a server has none.
 */
final class PngPen implements Pen {
    private static final int FINE = 2;
    private static final int OPAQUE = 255;
    private static final int WHITE = 0xffffff;
    /** Points of a band from top to bottom: a large picture is never in memory as a whole. */
    private static final int BAND = 64;

    private final int width;
    private final int above;
    private final int rows;
    private final int[] points;

    private PngPen(int width, int above, int rows) {
        this.width = width;
        this.above = above;
        this.rows = rows;
        points = new int[width * rows];
        Arrays.fill(points, WHITE);
    }

    /** The file of a drawing that is made once for each band. */
    static byte[] draw(double width, double height, Consumer<Pen> drawing) {
        int across = (int) Math.ceil(width * FINE);
        int down = (int) Math.ceil(height * FINE);
        PngFile file = new PngFile(across, down);
        for (int above = 0; above < down; above += BAND) {
            PngPen band = new PngPen(across, above, Math.min(BAND, down - above));
            drawing.accept(band);
            file.add(band.points);
        }
        return file.bytes();
    }

    @Override
    public void box(double x, double y, double boxWidth, double boxHeight, Ink ink) {
        int left = fine(x);
        int top = fine(y);
        int right = Math.max(left + 1, fine(x + boxWidth));
        int bottom = Math.max(top + 1, fine(y + boxHeight));
        for (int row = Math.max(above, top); row < Math.min(above + rows, bottom); row++)
            for (int column = left; column < right; column++)
                mix(column, row, ink, OPAQUE);
    }

    @Override
    public void diamond(double x, double y, double half, Ink ink) {
        int reach = fine(half);
        for (int row = -reach; row <= reach; row++)
            for (int column = Math.abs(row) - reach; column <= reach - Math.abs(row); column++)
                mix(fine(x) + column, fine(y) + row, ink, OPAQUE);
    }

    @Override
    public void cross(double x, double y, double half, Ink ink) {
        int reach = fine(half);
        for (int step = -reach; step <= reach; step++) {
            for (int thick = -1; thick <= 1; thick++) {
                mix(fine(x) + step + thick, fine(y) + step, ink, OPAQUE);
                mix(fine(x) + step + thick, fine(y) - step, ink, OPAQUE);
            }
        }
    }

    @Override
    public void text(double x, double y, String text, Type type, Ink ink) {
        if (fine(y) < above - BAND || fine(y) > above + rows + BAND) return;
        Letters letters = Letters.of(type);
        int at = fine(x);
        for (int i = 0; i < text.length(); i++) {
            Letters.Letter letter = letters.letter(text.charAt(i));
            letter(letter, at + letter.left(), fine(y) - letter.top(), ink);
            at += letter.advance();
        }
    }

    private void letter(Letters.Letter letter, int left, int top, Ink ink) {
        for (int row = 0; row < letter.height(); row++)
            for (int column = 0; column < letter.width(); column++)
                mix(left + column, top + row, ink, letter.cover(column, row));
    }

    @Override
    public void telling(String about) {
        // nobody can point at a point
    }

    @Override
    public void told() {
        // as above
    }

    private static int fine(double pixels) {
        return (int) Math.round(pixels * FINE);
    }

    /** @param cover how much of the point is drawn on, 0 to 255 */
    private void mix(int x, int y, Ink ink, int cover) {
        int row = y - above;
        if (x < 0 || row < 0 || x >= width || row >= rows || cover == 0) return;
        double share = ink.opacity * cover / OPAQUE;
        int before = points[row * width + x];
        points[row * width + x] = channel(before, ink.rgb, 16, share) | channel(before, ink.rgb, 8, share)
                | channel(before, ink.rgb, 0, share);
    }

    private static int channel(int before, int drawn, int shift, double share) {
        int old = before >> shift & OPAQUE;
        int fresh = drawn >> shift & OPAQUE;
        return (int) Math.round(old + (fresh - old) * share) << shift;
    }
}
