package org.packetboat.connectors.jmx.row;

import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;

/**
 * A domain with mail; see {@link DomainStatus}. Texts are empty where there is nothing to say.
 *
 * @param oldestMillis  {@code oldest} in milliseconds since 1970-01-01T00:00:00Z, -1 for none, as are the other times
 * @param nextMillis    when it is tried next
 * @param arrivalMillis when all of it is expected to be there
 */
public record DomainItem(String domain, String site, String state, int hops, long depth, long bytes, String oldest,
        long oldestMillis, String next, long nextMillis, String arrival, long arrivalMillis, String lastReply,
        String trouble) {
    /** A domain as it is now. */
    public static DomainItem of(DomainStatus s) {
        return new DomainItem(s.domain().name(), s.site().orElse(""), s.state(), s.hops(), s.depth(), s.bytes(),
                Times.text(s.oldest()), Times.millis(s.oldest()), Times.text(s.next()), Times.millis(s.next()),
                Times.text(s.arrival()), Times.millis(s.arrival()), s.lastReply().map(Reply::toString).orElse(""),
                s.trouble().orElse(""));
    }
}
