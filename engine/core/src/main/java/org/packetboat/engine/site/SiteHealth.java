package org.packetboat.engine.site;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.settle.FailurePolicy;

/**
 * What went wrong with a site, and until when it is left alone for that. As many of them as there are domains may rest,
 * so that it is 56 bytes, however often they failed. Used by the node only.
 */
final class SiteHealth {
    /** After a call that was for nothing, whoever wants the next one: an operator, a site, another server. */
    private static final Duration FLOOR = Duration.ofSeconds(1);

    /** Nobody is told of a bad night or two. */
    private static final int WORTH_TELLING = 3;
    private static final int DAY = 86_400;
    /** A call may be made so much earlier in the night than the first that failed, and it is another night. */
    private static final int EARLIER = DAY / 4;

    /** Of a site that nothing was wrong with so far; never changed but by what changes nothing. */
    static final SiteHealth WELL = new SiteHealth();

    private long restsUntil = Moment.MIN;
    private long tried = Moment.MIN;
    /** Null if there is none. */
    private Reply lastReply;
    private Optional<Reply> down = Optional.empty();
    /** How often it could not be reached in a row. */
    private int calls;
    /** When that was the first time, and the last, in seconds since 1970. */
    private int firstCall;
    private int lastCall;
    private byte brokenOff;
    /** Of how many nights running the operator was told. */
    private byte nightsTold;
    /** How often in a row it has failed, and rested for it; no more than can be counted here. */
    private byte failed;
    /** The server that did not reach it last; null if one did since. */
    private String silentTo;
    private boolean silentAgain;

    /** Takes over what is known of an earlier site. */
    void copy(SiteHealth earlier) {
        restsUntil = earlier.restsUntil;
        lastReply = earlier.lastReply;
        down = earlier.down;
        tried = earlier.tried;
        calls = earlier.calls;
        firstCall = earlier.firstCall;
        lastCall = earlier.lastCall;
        brokenOff = earlier.brokenOff;
        nightsTold = earlier.nightsTold;
        failed = earlier.failed;
        silentTo = earlier.silentTo;
        silentAgain = earlier.silentAgain;
    }

    /** A session was broken off. @return whether the next one follows at once */
    boolean goesOn(boolean flowed) {
        brokenOff = (byte) FailurePolicy.brokenOff(brokenOff, flowed);
        boolean goesOn = FailurePolicy.goesOn(brokenOff);
        if (!goesOn) brokenOff = 0;
        return goesOn;
    }

    /** Notes a failure. @param open when the present window did @return how often it had failed in it, in a row */
    int failedAgain(Instant open) {
        if (restsUntil < Moment.of(open)) failed = 0;
        int before = failed;
        if (failed < Byte.MAX_VALUE) failed++;
        return before;
    }

    void tried(Instant now) {
        tried = Moment.of(now);
    }

    void unreached(Instant now) {
        tried(now);
        lastCall = seconds(now);
        if (calls++ == 0) firstCall = lastCall;
    }

    /** In how many nights running it was not reached, if the operator has to be told; then he has been. */
    OptionalInt nightsToTell() {
        if (calls == 0) return OptionalInt.empty();
        int nights = 1 + (int) Math.min(Byte.MAX_VALUE - 1L, ((long) lastCall - firstCall + EARLIER) / DAY);
        if (nights < WORTH_TELLING || nights <= nightsTold) return OptionalInt.empty();
        nightsTold = (byte) nights;
        return OptionalInt.of(nights);
    }

    /** As far as there are numbers for them. */
    private static int seconds(Instant time) {
        return Math.clamp(time.getEpochSecond(), 0, Integer.MAX_VALUE);
    }

    void silentTo(String server) {
        silentAgain = server.equals(silentTo);
        silentTo = server;
    }

    /** It has answered a server, well or not. */
    void answered() {
        silentAgain = false;
        silentTo = null;
    }

    /** The server that it did not answer twice in a row. */
    Optional<String> avoided() {
        return silentAgain ? Optional.of(silentTo) : Optional.empty();
    }

    boolean wasTriedSince(Instant time) {
        return down.isPresent() || tried >= Moment.of(time);
    }

    /** How often it could not be reached since then; between the first time and the last it is about so often. */
    int unreachedSince(Instant time) {
        int from = seconds(time);
        if (calls == 0 || from > lastCall) return 0;
        if (from <= firstCall) return calls;
        return 1 + (int) ((calls - 1L) * (lastCall - from) / (lastCall - firstCall));
    }

    /** Why the last session failed, or the hosts are down; empty if nothing is wrong. */
    Optional<Reply> lastReply() {
        return down.or(() -> Optional.ofNullable(lastReply));
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
        lastReply = why;
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
        lastReply = null;
        calls = 0;
        nightsTold = 0;
        brokenOff = 0;
        failed = 0;
        answered();
    }

    /** It rests no longer than this. */
    void clamp(Instant latest) {
        long last = Moment.of(latest);
        restsUntil = Math.min(restsUntil, last);
        if (tried > last) tried = Moment.MIN;
        lastCall = Math.min(lastCall, seconds(latest));
        if (firstCall > lastCall) {
            calls = 0;
            nightsTold = 0;
        }
    }
}
