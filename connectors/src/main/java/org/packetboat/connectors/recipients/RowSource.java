package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.util.Optional;

/** Where a list is read from. Used by one thread at a time. */
public interface RowSource {
    /** Takes what is read. */
    interface Taker {
        /**
         * Somebody is on the list.
         *
         * @param place   where that stands, see {@link #where}
         * @param address as it is written
         * @param site    where he lives; empty text if that is not said
         * @throws ListRefused once so much is wrong that it is no use to read on
         */
        void row(long place, String address, String site) throws IOException, ListRefused;
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if it can't be read now
     * @throws ListRefused if what is read can't be a list
     */
    void read(Taker taker) throws IOException, ListRefused;

    /**
     * Equal as long as it is the same; empty where nothing but reading it tells.
     *
     * @throws IOException if it is not there
     */
    Optional<String> mark() throws IOException;

    /** What it is and how it is read, without a secret. Another one is a change, too. */
    String description();

    /** A place in it, for people: {@code people.csv:12}. */
    String where(long place);
}
