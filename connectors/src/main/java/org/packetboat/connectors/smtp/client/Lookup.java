package org.packetboat.connectors.smtp.client;

import java.util.List;

/** What asking for a name's records came to. */
public sealed interface Lookup<T> {
    /** The name exists; it may have no record of the kind asked for. */
    record Found<T>(List<T> records) implements Lookup<T> {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** There is no such name, says who should know (NXDOMAIN). */
    record NoSuchName<T>() implements Lookup<T> {}

    /** Nobody could tell now. */
    record Failed<T>(String why) implements Lookup<T> {}
}
