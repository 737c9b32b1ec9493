package org.packetboat.engine.router;

import java.time.Instant;
import java.util.Optional;

/** Another server that has proved to be there now. */
final class Peer {
    private final String name;
    private final long boot;
    private final Optional<Long> bootBefore;
    private long sequence;
    private Endpoint endpoint;
    private Endpoint mail;
    private Instant heard;
    private Instant asked = Instant.MIN;

    /** @param bootBefore of the server that had this name until now */
    Peer(String name, long boot, Optional<Long> bootBefore) {
        this.name = name;
        this.boot = boot;
        this.bootBefore = bootBefore;
    }

    String name() {
        return name;
    }

    Endpoint mail() {
        return mail;
    }

    /** Where its datagrams come from. */
    Endpoint endpoint() {
        return endpoint;
    }

    long boot() {
        return boot;
    }

    /** Whether this one took the place of whoever says that: he is still there, so there are two of them. */
    boolean cameAfter(SequenceNumber said) {
        return bootBefore.filter(b -> b == said.boot()).isPresent();
    }

    boolean isOfThisBoot(SequenceNumber number) {
        return number.boot() == boot;
    }

    /** Whether it has not been heard before: an older datagram is late or played back by somebody, and is dropped. */
    boolean isNews(SequenceNumber number) {
        return number.sequence() > sequence;
    }

    void heard(SequenceNumber number, Endpoint from, Instant now) {
        sequence = number.sequence();
        endpoint = from;
        heard = now;
    }

    void takesMailAt(Endpoint where) {
        mail = where;
    }

    boolean isGone(Instant now) {
        return !now.isBefore(heard.plus(RouterTimers.GONE));
    }

    /** Whether it is time to ask whether it is still there. */
    boolean isToBeAsked(Instant now) {
        return !now.isBefore(nextQuestion());
    }

    private Instant nextQuestion() {
        Instant late = heard.plus(RouterTimers.LATE);
        return asked.isBefore(late) ? late : asked.plus(RouterTimers.ASK_AGAIN);
    }

    void asked(Instant now) {
        asked = now;
    }

    Instant wake() {
        Instant gone = heard.plus(RouterTimers.GONE);
        return gone.isBefore(nextQuestion()) ? gone : nextQuestion();
    }

    /** The clock went back: it counts as heard now. */
    void clockWentBack(Instant now) {
        if (heard.isAfter(now)) heard = now;
        if (asked.isAfter(now)) asked = Instant.MIN;
    }
}
