package org.packetboat.simulator.night.trouble;

/** How a site answers calls. */
public enum Answering {
    /** As chance has it. */
    BY_CHANCE,
    /** It is dead: nobody ever answers. */
    NEVER,
    /** Its line is lost on the way in the first call, the third, and so on; others go as chance has it. */
    EVERY_OTHER;

    /**
     * What becomes of a call.
     *
     * @param drawn by chance
     * @param calls how often the site was called before
     * @param size  of what is to cross the line, in bytes
     */
    public Fate of(Fate drawn, int calls, long size) {
        return switch (this) {
            case BY_CHANCE -> drawn;
            case NEVER -> new Fate.Unanswered();
            case EVERY_OTHER -> calls % 2 == 0 ? new Fate.Lost(size / 2) : drawn;
        };
    }
}
