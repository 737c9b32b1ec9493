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

    /** In how many nights running a site has to stay away before the operator is told. */
    private static final int WORTH_TELLING = 3;
    private static final byte AGAIN = 1;
    private static final byte TO_SEVERAL = 2;
    private static final int HOUR = 3600;
    private static final int DAY = 24;
    /** A call may be made some hours earlier than in the night before, and it is another night. */
    private static final int ANOTHER_NIGHT = 18;

    /** Of a site that nothing was wrong with so far; never changed but by what changes nothing. */
    static final SiteHealth WELL = new SiteHealth();

    private long restsUntil = Moment.MIN;
    private long tried = Moment.MIN;
    /** Null if there is none. */
    private Reply lastReply;
    private Optional<Reply> down = Optional.empty();
    /** How often it could not be reached in a row since the first time that is remembered. */
    private char calls;
    /** When that was the first time, and the last, in seconds since 1970. */
    private int firstCall;
    private int lastCall;
    private byte brokenOff;
    /** In how many nights running it could not be reached. */
    private short nights;
    /**
     * How many hours lie between the last of them and the last call; less than zero if the night had begun a day after
     * the one before, which is later than its first call.
     */
    private byte sinceNight;
    /** How often in a row it has failed, and rested for it; no more than can be counted here. */
    private byte failed;
    /** The server that did not reach it last; null if one did since. */
    private String silentTo;
    /** Whether that one did not twice in a row, and whether another did not before: these bits. */
    private byte silent;

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
        nights = earlier.nights;
        sinceNight = earlier.sinceNight;
        failed = earlier.failed;
        silentTo = earlier.silentTo;
        silent = earlier.silent;
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
        int call = seconds(now);
        sinceNight = (byte) Math.clamp(sinceNight + (long) call / HOUR - lastCall / HOUR, -DAY, Byte.MAX_VALUE);
        lastCall = call;
        if (calls == Character.MAX_VALUE) forgetHalf();
        if (calls++ == 0) firstCall = lastCall;
    }

    /** Of a site that is away for years, the latest calls are remembered. */
    private void forgetHalf() {
        calls /= 2;
        firstCall += (lastCall - firstCall) / 2;
    }

    /** A call has failed. @return in how many nights running, if this is another and the operator has to be told */
    OptionalInt nightsToTell() {
        if (calls == 0 || nights > 0 && sinceNight < ANOTHER_NIGHT) return OptionalInt.empty();
        // where calls fail at all hours, a night is a day
        sinceNight = nights == 0 ? 0 : (byte) Math.min(0, sinceNight - DAY);
        if (nights < Short.MAX_VALUE) nights++;
        return nights < WORTH_TELLING ? OptionalInt.empty() : OptionalInt.of(nights);
    }

    /** As far as there are numbers for them. */
    private static int seconds(Instant time) {
        return Math.clamp(time.getEpochSecond(), 0, Integer.MAX_VALUE);
    }

    /** @return whether several servers have not reached it since one did */
    boolean silentTo(String server) {
        boolean again = server.equals(silentTo);
        boolean toAnother = silentTo != null && !again;
        silent = (byte) ((again ? AGAIN : 0) | (toAnother ? TO_SEVERAL : silent & TO_SEVERAL));
        silentTo = server;
        return (silent & TO_SEVERAL) != 0;
    }

    /** It has answered a server, well or not. */
    void answered() {
        silent = 0;
        silentTo = null;
    }

    /** The server that it did not answer twice in a row. */
    Optional<String> avoided() {
        return (silent & AGAIN) != 0 ? Optional.of(silentTo) : Optional.empty();
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

    /** The next call follows at once. @param why the last session was broken off */
    void goOn(Reply why) {
        failed = 0;
        lastReply = why;
        wake();
    }

    /** It need not rest any longer, except for the shortest time between two calls to one site. */
    void wake() {
        restsUntil = Math.min(restsUntil, floor());
    }

    private long floor() {
        return tried == Moment.MIN ? Moment.MIN : Moment.of(Moment.at(tried).plus(FLOOR));
    }

    /** It was reached: nothing is wrong any more. It may have called itself, just after a call that was for nothing. */
    void reached() {
        restsUntil = calls == 0 ? Moment.MIN : Math.min(restsUntil, floor());
        lastReply = null;
        forgetCalls();
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
        if (firstCall > lastCall) forgetCalls();
    }

    private void forgetCalls() {
        calls = 0;
        nights = 0;
        sinceNight = 0;
    }
}
