package org.packetboat.engine.log;

/** What becomes of mail that comes in. */
public enum IntakeState {
    /** It is taken. */
    OPEN,
    /** New connections hear 421; what is under way waits. */
    CLOSED,
    /** What is under way hears 451, too. */
    PUT_OFF
}
