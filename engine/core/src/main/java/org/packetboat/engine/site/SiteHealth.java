package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.settle.FailurePolicy;

/** What went wrong with a site, and until when it is left alone for that. Used by the node only. */
final class SiteHealth {
    private static final int MOST_REMEMBERED = 200;
    private static final long[] NONE = {};
    /** After a call that was for nothing, whoever wants the next one: an operator, a site, another server. */
    private static final Duration FLOOR = Duration.ofSeconds(1);

    /** Of a site that nothing was wrong with so far; never changed but by what changes nothing. */
    static final SiteHealth WELL = new SiteHealth();

    private long restsUntil = Moment.MIN;
    private Optional<Reply> lastReply = Optional.empty();
    private Optional<Reply> down = Optional.empty();
    /** When it could not be reached, the latest times only. */
    private long[] failures = NONE;
    private long tried = Moment.MIN;
    private int brokenOff;
    /** How often in a row it has failed, and rested for it. */
    private int failed;
    /** The server that did not reach it last; empty if one did since. */
    private Optional<String> silentTo = Optional.empty();
    private boolean silentAgain;

    /** Takes over what is known of an earlier site. */
    void copy(SiteHealth earlier) {
        restsUntil = earlier.restsUntil;
        lastReply = earlier.lastReply;
        down = earlier.down;
        failures = earlier.failures;
        tried = earlier.tried;
        brokenOff = earlier.brokenOff;
        failed = earlier.failed;
        silentTo = earlier.silentTo;
        silentAgain = earlier.silentAgain;
    }

    /** A session was broken off. @return whether the next one follows at once */
    boolean goesOn(boolean flowed) {
        brokenOff = FailurePolicy.brokenOff(brokenOff, flowed);
        boolean goesOn = FailurePolicy.goesOn(brokenOff);
        if (!goesOn) brokenOff = 0;
        return goesOn;
    }

    /** Notes a failure. @param open when the present window did @return how often it had failed in it, in a row */
    int failedAgain(Instant open) {
        if (restsUntil < Moment.of(open)) failed = 0;
        return failed++;
    }

    void tried(Instant now) {
        tried = Moment.of(now);
    }

    void unreached(Instant now) {
        tried(now);
        int kept = Math.min(failures.length, MOST_REMEMBERED - 1);
        long[] more = Arrays.copyOfRange(failures, failures.length - kept, failures.length + 1);
        more[kept] = Moment.of(now);
        failures = more;
    }

    void silentTo(String server) {
        silentAgain = silentTo.filter(server::equals).isPresent();
        silentTo = Optional.of(server);
    }

    /** It has answered a server, well or not. */
    void answered() {
        silentAgain = false;
        silentTo = Optional.empty();
    }

    /** The server that it did not answer twice in a row. */
    Optional<String> avoided() {
        return silentTo.filter(_ -> silentAgain);
    }

    boolean wasTriedSince(Instant time) {
        return down.isPresent() || tried >= Moment.of(time);
    }

    int unreachedSince(Instant time) {
        return (int) Arrays.stream(failures).filter(at -> at >= Moment.of(time)).count();
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
        return down.isPresent() ? Instant.MAX : Moment.at(restsUntil);
    }

    /** Notes whether all of its hosts are known to be down. @return whether that is news */
    boolean isDown(Optional<Reply> why) {
        boolean news = down.isPresent() != why.isPresent();
        down = why;
        return news;
    }

    void rest(Instant until, Reply why) {
        failed = 0;
        restAgain(until, why);
    }

    /** It rests, and it is remembered how often in a row. */
    void restAgain(Instant until, Reply why) {
        restsUntil = Moment.of(until);
        lastReply = Optional.of(why);
    }

    /** It need not rest any longer, except for the shortest time between two calls to one site. */
    void wake() {
        restsUntil = tried == Moment.MIN
                ? Moment.MIN
                : Math.min(restsUntil, Moment.of(Moment.at(tried).plus(FLOOR)));
    }

    /** It was reached: nothing is wrong any more. */
    void reached() {
        restsUntil = Moment.MIN;
        lastReply = Optional.empty();
        failures = NONE;
        brokenOff = 0;
        failed = 0;
        answered();
    }

    /** It rests no longer than this. */
    void clamp(Instant latest) {
        long last = Moment.of(latest);
        restsUntil = Math.min(restsUntil, last);
        if (tried > last) tried = Moment.MIN;
        if (failures.length > 0) failures = Arrays.stream(failures).filter(at -> at <= last).toArray();
    }
}
