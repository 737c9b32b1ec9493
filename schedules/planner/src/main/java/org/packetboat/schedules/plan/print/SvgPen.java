package org.packetboat.schedules.plan.print;

import java.util.Locale;

/** Draws into a document of SVG 1.1 that stands alone: no script, no font, no reference. */
final class SvgPen implements Pen {
    private final StringBuilder svg = new StringBuilder();

    SvgPen(double width, double height, String title) {
        add("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" viewBox="0 0 %1$.0f %2$.0f" \
                role="img" font-family="DejaVu Sans, Verdana, sans-serif">
                <title>%3$s</title>
                """, width, height, escaped(title));
        box(0, 0, width, height, Ink.PAPER);
    }

    @Override
    public void box(double x, double y, double width, double height, Ink ink) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"%s/>\n", x, y, width, height, fill(ink));
    }

    @Override
    public void diamond(double x, double y, double half, Ink ink) {
        add("<path d=\"M%.1f %.1fl%3$.1f -%3$.1fl%3$.1f %3$.1fl-%3$.1f %3$.1fz\"%s/>\n", x - half, y, half, fill(ink));
    }

    @Override
    public void cross(double x, double y, double half, Ink ink) {
        add("<path d=\"M%1$.1f %2$.1fl%3$.1f %3$.1fm0 -%3$.1fl-%3$.1f %3$.1f\" stroke=\"%4$s\" stroke-width=\"1.5\" "
                + "fill=\"none\"/>\n", x - half, y - half, 2 * half, ink.hex());
    }

    @Override
    public void text(double x, double y, String text, Type type, Ink ink) {
        add("<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s%s>%s</text>\n", x, y, type.pixels,
                type == Type.TITLE ? " font-weight=\"bold\"" : "", fill(ink), escaped(text));
    }

    @Override
    public void telling(String about) {
        add("<g><title>%s</title>", escaped(about));
    }

    @Override
    public void told() {
        svg.append("</g>\n");
    }

    /** The whole document, to be written in UTF-8. */
    String document() {
        return svg + "</svg>\n";
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String fill(Ink ink) {
        return " fill=\"" + ink.hex() + "\""
                + (ink.opacity < 1 ? String.format(Locale.ROOT, " fill-opacity=\"%.2f\"", ink.opacity) : "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
