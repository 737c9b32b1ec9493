package org.packetboat.connectors.dialup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to take a link down until that succeeds, or nobody wants it any more. Begun and ended by one thread. */
final class RepeatedDown {
    /** Soon at first; but a link that never says that it is down is no reason to start programs all day. */
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedDown.class);

    /** One more time. */
    interface Attempt {
        /**
         * Tells of its failure by itself.
         *
         * @return whether the link is down now
         * @throws InterruptedException if that is no longer wanted; what it had started has been ended
         */
        boolean succeeds() throws InterruptedException;
    }

    private final String link;
    private final List<Duration> pauses;
    private final Attempt attempt;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private RepeatedDown(String link, List<Duration> pauses, Attempt attempt) {
        this.link = link;
        this.pauses = pauses;
        this.attempt = attempt;
        thread = Thread.ofPlatform().daemon().name("down-" + link).unstarted(this::repeat);
    }

    /** @param pauses before each attempt; the last of them lasts */
    static RepeatedDown begin(String link, List<Duration> pauses, Attempt attempt) {
        RepeatedDown begun = new RepeatedDown(link, pauses, attempt);
        begun.thread.start();
        return begun;
    }

    /**
     * No more attempts: one that is under way has ended, with its programs, when this returns. That takes seconds at
     * most, which whoever is in a hurry has to wait, too: nothing may take down what is being brought up.
     */
    void end() {
        boolean hurried = false;
        ended.countDown();
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException inVain) {
                hurried = true;
            }
        }
        if (hurried) Thread.currentThread().interrupt();
    }

    private void repeat() {
        try {
            for (int times = 0; !ended.await(pause(times), TimeUnit.MILLISECONDS); times++)
                if (succeeds()) return;
        } catch (InterruptedException wantedUp) {
            Thread.currentThread().interrupt();
        }
    }

    private long pause(int times) {
        return pauses.get(Math.min(times, pauses.size() - 1)).toMillis();
    }

    private boolean succeeds() throws InterruptedException {
        try {
            return attempt.succeeds();
        } catch (RuntimeException | Error bug) { // which must not leave the link up
            LOG.error("event=bug where=down-command link={}", link, bug);
            return false;
        }
    }
}
