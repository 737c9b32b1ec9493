package org.packetboat.protocols.bundle.history;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.packetboat.protocols.bundle.codec.TooLargeException;
import org.packetboat.protocols.bundle.content.ContentName;

/**
 * What content is packed against: a version of the built-in dictionary, then contents out of the history. It begins
 * with a line end, so that no content is ever taken for a dictionary in a format of a codec's own.
 */
public final class References {
    /** Bytes of history in one reference at most; a batch that names more is refused. */
    static final long MOST = 16L << 20;

    private final History history;

    public References(History history) {
        this.history = history;
    }

    /** The names we don't have. */
    public List<ContentName> missing(List<ContentName> names) {
        return names.stream().filter(name -> history.content(name).isEmpty()).toList();
    }

    public byte[] bytes(int dictionary, List<ContentName> names) throws TooLargeException {
        ByteArrayOutputStream reference = new ByteArrayOutputStream();
        if (dictionary == 0 && names.isEmpty()) return reference.toByteArray();
        reference.write('\n');
        reference.writeBytes(MailDictionary.bytes(dictionary));
        for (ContentName name : names) {
            Optional<byte[]> content = history.content(name);
            reference.writeBytes(content.orElseThrow());
            if (reference.size() > MOST) throw new TooLargeException("references of more than " + MOST);
        }
        return reference.toByteArray();
    }
}
