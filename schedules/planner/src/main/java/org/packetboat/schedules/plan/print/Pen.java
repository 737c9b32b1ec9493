package org.packetboat.schedules.plan.print;

/** What a chart is drawn with. Lengths are in pixels of an ordinary screen, from the top left corner. */
interface Pen {
    /** How letters look. */
    enum Type {
        /** Of the heading. */
        TITLE(15),
        /** Of everything else. */
        SMALL(11);

        final int pixels;

        Type(int pixels) {
            this.pixels = pixels;
        }
    }

    /** A filled rectangle. */
    void box(double x, double y, double width, double height, Ink ink);

    /** A filled square that stands on its corner. @param x its middle, as y */
    void diamond(double x, double y, double half, Ink ink);

    /** Two strokes through each other. @param x the middle, as y */
    void cross(double x, double y, double half, Ink ink);

    /** A text that begins at x, with its letters standing on y. */
    void text(double x, double y, String text, Type type, Ink ink);

    /** What is drawn from here on until {@link #told} is about this; whoever points at it is told. */
    void telling(String about);

    /** The end of that. */
    void told();
}
