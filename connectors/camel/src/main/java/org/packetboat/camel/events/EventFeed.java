package org.packetboat.camel.events;

import java.time.Duration;
import java.util.List;

/** Gives status events at least once, in order as far as they belong together. For one thread at a time. */
public interface EventFeed extends AutoCloseable {
    /**
     * The next events.
     *
     * @return empty if there are none now, or they can't be read now; {@link #await} tells when to look again
     */
    List<ToldEvent> read();

    /** Whether it is still this reader's to tell; if not, somebody else tells it. */
    default boolean isOurs(ToldEvent event) {
        return true;
    }

    /** The events up to and including these are done, and do not come again. */
    void commit(List<ToldEvent> told);

    /** Waits until there may be more, but no longer than this. */
    void await(Duration most);

    /** To be called each second or so while an event waits to be tried again, so that nobody takes us for dead. */
    default void keep() {}

    /** Has a wait or a read under way end soon. From any thread. */
    void wakeUp();

    @Override
    void close();
}
