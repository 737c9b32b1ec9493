package org.packetboat.engine.find;

/**
 * How much of a scan one step of the node may do, so that mail is not kept waiting: 500 units. Units are counted, not
 * measured, since the node has no clock that runs while it works; they follow what takes time. The last look of a step
 * may exceed the budget.
 */
public final class ScanBudget {
    /** Cost of reading one envelope from the store. */
    public static final int ENVELOPE = 1;
    /** Cost of predicting when and how an envelope goes. */
    public static final int OUTLOOK = 10;
    /** Cost of reading the beginning of a message, or of counting what is before an envelope in its queue. */
    public static final int BODY = 25;

    private static final int MOST = 500;

    private int spent;

    /** A step begins: nothing is spent. */
    public void begin() {
        spent = 0;
    }

    /** Counts work. @param units such as {@link #BODY} */
    public void spend(int units) {
        spent += units;
    }

    /** Whether this step should end, and the rest wait for the next. */
    public boolean isOver() {
        return spent >= MOST;
    }
}
