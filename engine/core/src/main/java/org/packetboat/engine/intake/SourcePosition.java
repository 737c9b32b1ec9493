package org.packetboat.engine.intake;

/**
 * How far a source that can be read again has been taken in.
 *
 * @param source its name, which no other source ever has: a partition of a log, a file
 * @param next   the offset of what is to be taken next; everything before it has been seen to
 */
public record SourcePosition(String source, long next) {
    /** @throws IllegalArgumentException without a name, or for an offset below 0 */
    public SourcePosition {
        if (source.isEmpty()) throw new IllegalArgumentException("a source without a name");
        if (next < 0) throw new IllegalArgumentException("offset " + next + " of " + source);
    }
}
