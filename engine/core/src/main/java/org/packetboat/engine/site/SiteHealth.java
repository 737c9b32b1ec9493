package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;

/** What went wrong with a site, and until when it is left alone for that. Used by the node only. */
final class SiteHealth {
    private Instant restsUntil = Instant.MIN;
    private Optional<Reply> lastReply = Optional.empty();
    private Optional<Reply> down = Optional.empty();

    /** Takes over what is known of an earlier site. */
    void copy(SiteHealth earlier) {
        restsUntil = earlier.restsUntil;
        lastReply = earlier.lastReply;
        down = earlier.down;
    }

    /** Why the last session failed, or the hosts are down; empty if nothing is wrong. */
    Optional<Reply> lastReply() {
        return down.or(() -> lastReply);
    }

    /** Why all of its hosts are known to be down, if they are. */
    Optional<Reply> down() {
        return down;
    }

    /** Until when it rests; {@link Instant#MAX} while all of its hosts are known to be down. */
    Instant restsUntil() {
        return down.isPresent() ? Instant.MAX : restsUntil;
    }

    /** Notes whether all of its hosts are known to be down. @return whether that is news */
    boolean isDown(Optional<Reply> why) {
        boolean news = down.isPresent() != why.isPresent();
        down = why;
        return news;
    }

    void rest(Instant until, Reply why) {
        restsUntil = until;
        lastReply = Optional.of(why);
    }

    /** It need not rest any longer. */
    void wake() {
        restsUntil = Instant.MIN;
    }

    /** It was reached: nothing is wrong any more. */
    void reached() {
        restsUntil = Instant.MIN;
        lastReply = Optional.empty();
    }

    /** It rests no longer than this. */
    void clamp(Instant latest) {
        if (restsUntil.isAfter(latest)) restsUntil = latest;
    }
}
