package org.packetboat.engine.find;

/**
 * How much work a step of the node has done for somebody who looks for mail: mail goes on once it is over. It is
 * counted, not measured, since the node has no clock that runs while it works; what it counts is what takes time.
 */
public final class Effort {
    /** One envelope, read from the store. */
    public static final int ENVELOPE = 1;
    /** What is known of when and how an envelope goes. */
    public static final int OUTLOOK = 10;
    /** The beginning of a message, read from the disk; or all that is before an envelope in its queue. */
    public static final int BODY = 25;

    private static final int MOST = 500;

    private int spent;

    /** A step begins. */
    public void begin() {
        spent = 0;
    }

    /** Something was done. @param units such as {@link #BODY} */
    public void spend(int units) {
        spent += units;
    }

    /** Whether the rest is for another step. */
    public boolean isOver() {
        return spent >= MOST;
    }
}
