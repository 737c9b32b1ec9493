package org.packetboat.engine.calls;

import java.time.Instant;
import org.packetboat.engine.peer.MaxRate;

/** What the rate of one site leaves. Used by the node only. */
public record RateMeter(RateBook book, String site, MaxRate rate) {
    /** It was handed a message. @param now by the machine's clock */
    public void give(Instant now) {
        book.give(site, rate, now);
    }

    /** What it was handed then came back untried. */
    public void takeBack(Instant then) {
        book.takeBack(site, then);
    }

    /** When it may have the next one; long past if it may now. */
    public Instant next() {
        return book.next(site, rate);
    }
}
