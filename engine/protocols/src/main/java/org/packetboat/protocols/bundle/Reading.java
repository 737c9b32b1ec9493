package org.packetboat.protocols.bundle;

import java.util.List;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.content.BundleContent;
import org.packetboat.protocols.bundle.content.ContentName;

/** What came of reading a batch. Only of {@link Mails} may anything be delivered. */
public sealed interface Reading {
    /**
     * It is whole and right. Its mails are to be taken in before it is closed, best in their order.
     *
     * @param server the server that wrote it, as it calls itself
     * @param codec  how it was packed
     */
    record Mails(String server, Codec codec, List<UnpackedMail> mails,
            BundleContent content) implements Reading, AutoCloseable {
        public Mails {
            mails = List.copyOf(mails);
        }

        @Override
        public void close() {
            content.close();
        }
    }

    /** We don't have what it was packed against; the sender is to make it anew without references. Nothing is lost. */
    record UnknownReference(List<ContentName> missing) implements Reading {
        public UnknownReference {
            missing = List.copyOf(missing);
        }
    }

    /** It asks for something we don't know: a version, a codec, a dictionary, a parameter. Same bytes, same answer. */
    record NotUnderstood(String what) implements Reading {}

    /** Its bytes aren't what the digest says, or its writer broke the format. A fresh copy may be right. */
    record Damaged(String why) implements Reading {}

    /** It holds more than we take. Same bytes, same answer. */
    record TooLarge(String why) implements Reading {}
}
