package org.packetboat.schedules.plan.print;

import java.util.Locale;

/** The colours of charts. Each state differs in lightness or shape, too, so that a chart survives grey paper. */
enum Ink {
    PAPER(0xffffff, 1),
    TEXT(0x1f2933, 1),
    MUTED(0x5f6c7b, 1),
    RULE(0xd5dae1, 1),
    /** A window is open; where several are, it is darker. */
    OPEN(0x8093a8, 0.22),
    /** Two blues, in turns, so that calls behind each other are two. */
    DONE(0x2f6499, 1),
    DONE_TOO(0x5b8fc4, 1),
    PLANNED(0x9aa5b1, 1),
    RUNNING(0x1b8a5a, 1),
    WRONG(0xc62828, 1),
    /** On what is dark. */
    LIGHT(0xffffff, 1);

    final int rgb;
    final double opacity;

    Ink(int rgb, double opacity) {
        this.rgb = rgb;
        this.opacity = opacity;
    }

    /** Like {@code #2f6499}. */
    String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
