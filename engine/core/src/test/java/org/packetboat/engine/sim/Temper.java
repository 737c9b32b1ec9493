package org.packetboat.engine.sim;

import java.util.SplittableRandom;

/**
 * How a session goes.
 *
 * @param mishap   what goes wrong
 * @param after    with which transfer it goes wrong, from 0
 * @param window   how many transfers may be on the way before the first is answered
 * @param rate     bytes per second that the line really carries
 */
record Temper(Mishap mishap, int after, int window, int rate) {
    /** All goes well. */
    static final Temper KIND = new Temper(Mishap.NONE, 0, 1, 20_000);

    /** What can go wrong in a session. */
    enum Mishap {
        NONE,
        /** The far side can't be reached. */
        UNREACHED,
        /** It says goodbye before it has everything. */
        EARLY_END,
        /** The line is lost in a transfer, and the link knows how far it got. */
        BROKEN,
        /** The line is lost in a transfer, and the link says nothing about it. */
        BROKEN_SILENTLY,
        /** The line is lost when the far side has the mail and has not said so. */
        ANSWER_LOST,
        /** The line is lost while the link waits for the next envelope. */
        LOST_WHILE_ASKING,
        /** The link could not try anybody, and says so. */
        NOBODY_TRIED
    }

    static Temper any(SplittableRandom random) {
        Mishap mishap = random.nextInt(3) == 0
                ? Mishap.values()[random.nextInt(Mishap.values().length)]
                : Mishap.NONE;
        return new Temper(mishap, random.nextInt(4), 1 + random.nextInt(3), 200 << random.nextInt(10));
    }
}
