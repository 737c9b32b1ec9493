package org.packetboat.engine.site;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.settle.FailurePolicy;

/** What went wrong with a site, and until when it is left alone for that. Used by the node only. */
final class SiteHealth {
    private static final int MOST_REMEMBERED = 200;

    private Instant restsUntil = Instant.MIN;
    private Optional<Reply> lastReply = Optional.empty();
    private Optional<Reply> down = Optional.empty();
    /** When it could not be reached, the latest times only. */
    private final Deque<Instant> failures = new ArrayDeque<>();
    private Instant tried = Instant.MIN;
    private int brokenOff;

    /** Takes over what is known of an earlier site. */
    void copy(SiteHealth earlier) {
        restsUntil = earlier.restsUntil;
        lastReply = earlier.lastReply;
        down = earlier.down;
        failures.addAll(earlier.failures);
        tried = earlier.tried;
        brokenOff = earlier.brokenOff;
    }

    /** A session was broken off. @return whether the next one follows at once */
    boolean goesOn(boolean flowed) {
        brokenOff = FailurePolicy.brokenOff(brokenOff, flowed);
        boolean goesOn = FailurePolicy.goesOn(brokenOff);
        if (!goesOn) brokenOff = 0;
        return goesOn;
    }

    void tried(Instant now) {
        tried = now;
    }

    void unreached(Instant now) {
        tried(now);
        failures.add(now);
        if (failures.size() > MOST_REMEMBERED) failures.remove();
    }

    boolean wasTriedSince(Instant time) {
        return down.isPresent() || !tried.isBefore(time);
    }

    int unreachedSince(Instant time) {
        return (int) failures.stream().filter(at -> !at.isBefore(time)).count();
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
        failures.clear();
        brokenOff = 0;
    }

    /** It rests no longer than this. */
    void clamp(Instant latest) {
        if (restsUntil.isAfter(latest)) restsUntil = latest;
        if (tried.isAfter(latest)) tried = Instant.MIN;
        failures.removeIf(at -> at.isAfter(latest));
    }
}
