package org.packetboat.protocols.milter;

/** A filter does not answer, or not as it should. What follows from that is configured. */
public final class FilterTrouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what happened, for people: {@code no answer within 30 s} */
    public FilterTrouble(String message) {
        super(message);
    }
}
