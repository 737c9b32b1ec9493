package org.packetboat.engine.intake;

import java.util.OptionalLong;

/**
 * The way in for sources that can be read again, such as a log: mail and the position of its source become durable
 * together, so that whoever goes on from {@link #next} after a crash neither loses nor doubles mail. May be called from
 * any thread; each source has one reader at a time.
 */
public interface SourceIntake {
    /** The offset to go on with; empty if nothing was ever taken from this source. */
    OptionalLong next(String source);

    /** Names the queue's data folder: one that is emptied and made again has another, a copy of it the same. */
    long epoch();

    /** Starts a consignment. The caller must end it by {@link Consignment#commit} or {@link Consignment#abandon}. */
    Consignment consignment();
}
