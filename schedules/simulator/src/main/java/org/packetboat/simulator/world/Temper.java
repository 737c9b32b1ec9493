package org.packetboat.simulator.world;

import java.util.SplittableRandom;

/**
 * How a session with a mailbox goes.
 *
 * @param mishap what goes wrong
 * @param after  with which transfer it goes wrong, from 0
 * @param window how many transfers may be on the way before the first is answered
 */
record Temper(Mishap mishap, int after, int window) {
    /** What can go wrong in a session: among it endings that no session of ours produces, but a link may. */
    enum Mishap {
        NONE,
        /** Nobody opens. */
        UNREACHED,
        /** The far side says goodbye before it has everything. */
        EARLY_END,
        /** The session breaks in a transfer, and the link knows how far it got. */
        BROKEN,
        /** It breaks in a transfer, and the link says nothing about it. */
        BROKEN_SILENTLY,
        /** It breaks when the mailbox has the mail and has not said so. */
        ANSWER_LOST,
        /** It breaks while the link waits for the next envelope. */
        LOST_WHILE_ASKING,
        /** The link could not try anybody, and says so. */
        NOBODY_TRIED
    }

    static Temper any(SplittableRandom random, Trouble trouble) {
        Mishap mishap = trouble.happens(random, 4)
                ? Mishap.values()[random.nextInt(Mishap.values().length)]
                : Mishap.NONE;
        return new Temper(mishap, random.nextInt(4), 1 + random.nextInt(3));
    }
}
