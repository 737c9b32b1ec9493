package org.packetboat.engine.router;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;

/** What servers say to each other. */
public sealed interface Datagram {
    /** The server that says it, in lower case. */
    String from();

    SequenceNumber number();

    /**
     * What it reaches. Entries that are not in it are as they were.
     *
     * @param mail    the port at which it takes mail, at the address the datagram comes from
     * @param answers the question that this answers
     */
    record Advertisement(String from, SequenceNumber number, int mail, Optional<SequenceNumber> answers,
            List<Entry> entries)
            implements
                Datagram {
        public Advertisement {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Asks what the other reaches.
     *
     * @param domains which are meant; if empty, all that it reaches
     */
    record Question(String from, SequenceNumber number, List<Domain> domains) implements Datagram {
        public Question {
            domains = List.copyOf(domains);
        }
    }
}
