package org.packetboat.engine.store;

/**
 * The store's key spaces, one for each way of access. The keys and values are drawn where they are written, in
 * {@code org.packetboat.engine.queue}.
 */
public enum Family {
    /** Envelopes by id. */
    ENVELOPES,
    /** The order in which each domain's envelopes leave. */
    ORDER,
    /** What is to happen to an envelope at a time: expiry, delay notice. */
    TIMERS,
    /** The bytes of messages, in pieces. */
    BODIES,
    /**
     * Numbers that are added to, never read to be written: {@link Batch#add}. A value is eight bytes, least significant
     * first.
     */
    COUNTERS,
    /** Submission keys already accepted. */
    KEYS,
    /** Notices that expired: kept until somebody deletes them. */
    DEAD,
    /** Everything else, by name. */
    META,
    /** What happened to mail, by number, until all who read it have it. */
    EVENTS,
    /** What became of each envelope of a big send. */
    LEDGER
}
