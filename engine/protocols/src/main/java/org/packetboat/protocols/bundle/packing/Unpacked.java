package org.packetboat.protocols.bundle.packing;

import java.util.List;

/** What came of reading a batch. Only of {@link Mails} may anything be delivered. */
public sealed interface Unpacked {
    /** Why a batch can't be used, and what its sender should do. */
    enum Fault {
        /** We lack what it was packed against: to be packed anew without. */
        REFERENCE,
        /** Its bytes are not what they should be: to be sent again. */
        DAMAGED,
        /** Something in it is unknown to us: its mails go one by one. */
        UNKNOWN,
        /** It holds more than we take: its mails go one by one. */
        LARGE,
        /** It is encrypted with another key, or not at all. */
        KEY
    }

    /** Whole and right: its mails in their order, to be taken in before it is closed. */
    record Mails(List<BundledMail> mails, Runnable close) implements Unpacked {
        public Mails {
            mails = List.copyOf(mails);
        }
    }

    record Unusable(Fault fault, String why) implements Unpacked {}

    /** A trouble of our own: it may be read another time. */
    record Failed(String why) implements Unpacked {}
}
