package org.packetboat.engine.route;

/** What becomes of a message that fits into no window of its route. */
public enum TooLarge {
    /** It is sent all the same, alone and at the opening of a window, and may go on after the close. */
    SEND_ALONE,
    /** It comes back to its sender at once. */
    RETURN,
    /** It goes by another route to its domain, if there is one into which it fits; else as with {@link #SEND_ALONE}. */
    NEXT_ROUTE
}
