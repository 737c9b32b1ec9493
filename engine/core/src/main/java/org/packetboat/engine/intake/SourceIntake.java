package org.packetboat.engine.intake;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * The way in for sources that can be read again, such as a log: mail and the position of its source become durable
 * together, so that whoever goes on from {@link #next} after a crash neither loses nor doubles mail. May be called from
 * any thread; each source has one reader at a time.
 */
public interface SourceIntake {
    /** The offset to go on with; empty if nothing was ever taken from this source. */
    OptionalLong next(String source);

    /** The queue's data folder. */
    Folder folder();

    /**
     * What a data folder is called.
     *
     * @param epoch   names it: one that is emptied and made again has another, a copy of it the same
     * @param earlier whether it was restored from one of this name, and so may be older than that one became
     */
    record Folder(long epoch, LongPredicate earlier) {}

    /** Starts a consignment. The caller must end it by {@link Consignment#commit} or {@link Consignment#abandon}. */
    Consignment consignment();
}
