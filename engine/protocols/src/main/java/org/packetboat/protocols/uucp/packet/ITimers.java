package org.packetboat.protocols.uucp.packet;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The clocks of the i protocol. They follow the line: a packet is repeated only when its confirmation should long have
 * come, counting what may be on the wire ahead of either.
 */
final class ITimers {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SYNC_AGAIN = Duration.ofSeconds(2);
    private static final Duration STALL = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int FIRST_GUESS_SECONDS = 4;

    private final LineTiming line;
    private final int retries;
    private final Instant[] refusedAt = new Instant[IPacket.NUMBERS];
    private int mine = IPacket.HEADER;
    private int theirs;
    private int tries;
    private int silences;
    private Instant stallAt = Instant.MAX;
    private Instant syncAt = Instant.MAX;
    private Instant lastSync = Instant.MIN;
    private Instant repeatAt = Instant.MAX;
    private Instant refuseAt = Instant.MAX;
    private Instant silentAt = Instant.MAX;

    ITimers(LineTiming line, ISettings settings) {
        this.line = line;
        this.retries = settings.retries();
        this.theirs = Math.clamp(line.rate() * FIRST_GUESS_SECONDS, IPacket.HEADER, settings.packetSize());
        Arrays.fill(refusedAt, Instant.MIN);
    }

    /** The earliest of all clocks. */
    Instant next() {
        Instant first = stallAt;
        for (Instant other : new Instant[]{syncAt, repeatAt, refuseAt, silentAt}) {
            if (other.isBefore(first)) first = other;
        }
        return first;
    }

    boolean exhausted() {
        return tries > retries || silences > retries;
    }

    void opened(Instant now) {
        syncAt = Instant.MAX;
        tries = 0;
        silentAt = now.plus(silence());
    }

    void synced(Instant now) {
        lastSync = now;
        syncAt = now.plus(roundTrip());
    }

    boolean maySyncAgain(Instant now) {
        return lastSync.plus(SYNC_AGAIN).isBefore(now);
    }

    /** Bytes came; whether a packet has begun whose end has not come. */
    void bytesCame(boolean partial, Instant now) {
        stallAt = partial ? now.plus(STALL) : Instant.MAX;
    }

    void heard(IPacket packet, Instant now) {
        theirs = Math.max(IPacket.wire(packet.data().length), theirs - theirs / 8);
        silences = 0;
        silentAt = now.plus(silence());
    }

    void progress(int outstanding, Instant now) {
        tries = 0;
        repeatAt = outstanding == 0 ? Instant.MAX : now.plus(roundTrip());
    }

    void transmitted(int bytes, int outstanding, Instant now) {
        mine = Math.max(bytes, mine - mine / 8);
        if (outstanding > 0 && repeatAt.equals(Instant.MAX)) repeatAt = now.plus(roundTrip());
    }

    void repeating(Instant now) {
        repeatAt = now.plus(roundTrip());
    }

    boolean mayRefuse(int number, Instant now) {
        return refusedAt[number].isBefore(now.minus(roundTrip()));
    }

    void refused(int number, Instant now) {
        refusedAt[number] = now;
        refuseAt = now.plus(roundTrip());
    }

    void filled(int number) {
        refusedAt[number] = Instant.MIN;
    }

    boolean stallEnds(Instant now) {
        if (now.isBefore(stallAt)) return false;
        stallAt = Instant.MAX;
        return true;
    }

    boolean syncEnds(Instant now) {
        if (now.isBefore(syncAt)) return false;
        tries++;
        syncAt = now.plus(backoff());
        return true;
    }

    boolean repeatEnds(Instant now) {
        if (now.isBefore(repeatAt)) return false;
        tries++;
        repeatAt = now.plus(backoff());
        return true;
    }

    boolean refusalEnds(Instant now) {
        if (now.isBefore(refuseAt)) return false;
        refuseAt = Instant.MAX;
        return true;
    }

    boolean silenceEnds(Instant now) {
        if (now.isBefore(silentAt)) return false;
        silences++;
        silentAt = now.plus(silence());
        return true;
    }

    /** A packet each way may be on the wire ahead of a packet and ahead of its answer. */
    private Duration roundTrip() {
        return line.grace().plus(line.onWire(2 * (mine + theirs)));
    }

    private Duration silence() {
        return SILENCE.compareTo(roundTrip()) > 0 ? SILENCE : roundTrip();
    }

    private Duration backoff() {
        Duration wait = roundTrip().multipliedBy(1 + tries / 2);
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
