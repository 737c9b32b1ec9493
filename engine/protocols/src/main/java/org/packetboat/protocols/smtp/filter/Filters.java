package org.packetboat.protocols.smtp.filter;

/** The filters of a listener, in their order. From any thread. */
public interface Filters {
    /** There are none. */
    Filters NONE = new Filters() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public FilterSession session() {
            throw new IllegalStateException("there are no filters");
        }
    };

    /** Whether nobody is asked. */
    boolean isEmpty();

    /** Begins the part of filters in one session with a client. Nobody is called before its first mail. */
    FilterSession session();
}
