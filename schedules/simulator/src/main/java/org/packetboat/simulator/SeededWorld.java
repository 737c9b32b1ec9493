package org.packetboat.simulator;

/** A world that one number decides: the same seed plays the same world again. */
public interface SeededWorld {
    /**
     * Plays it, once.
     *
     * @throws AssertionError if a promise was broken
     */
    void live();

    /** What happened, a line each, if it was kept. */
    String story();
}
