package org.packetboat.engine.router;

import java.time.Instant;

/** Another server that has proved to be there now. */
final class Peer {
    private final String name;
    private final long boot;
    private long sequence;
    private Place place;
    private Place mail;
    private Instant heard;
    private Instant asked = Instant.MIN;

    Peer(String name, long boot) {
        this.name = name;
        this.boot = boot;
    }

    String name() {
        return name;
    }

    Place mail() {
        return mail;
    }

    /** Where its datagrams come from. */
    Place place() {
        return place;
    }

    boolean isOfThisBoot(Stamp stamp) {
        return stamp.boot() == boot;
    }

    /** Whether it has not been heard before: an older datagram is late or played back by somebody, and is dropped. */
    boolean isNews(Stamp stamp) {
        return stamp.sequence() > sequence;
    }

    void heard(Stamp stamp, Place from, Instant now) {
        sequence = stamp.sequence();
        place = from;
        heard = now;
    }

    void takesMailAt(Place where) {
        mail = where;
    }

    boolean isGone(Instant now) {
        return !now.isBefore(heard.plus(Pulse.GONE));
    }

    /** Whether it is time to ask whether it is still there. */
    boolean isToBeAsked(Instant now) {
        return !now.isBefore(nextQuestion());
    }

    private Instant nextQuestion() {
        Instant late = heard.plus(Pulse.LATE);
        return asked.isBefore(late) ? late : asked.plus(Pulse.ASK_AGAIN);
    }

    void asked(Instant now) {
        asked = now;
    }

    Instant wake() {
        Instant gone = heard.plus(Pulse.GONE);
        return gone.isBefore(nextQuestion()) ? gone : nextQuestion();
    }

    /** The clock went back: it counts as heard now. */
    void clockWentBack(Instant now) {
        if (heard.isAfter(now)) heard = now;
        if (asked.isAfter(now)) asked = Instant.MIN;
    }
}
