package org.packetboat.app.compose.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a configuration that was pushed works: the next call with the hub tells, whoever calls. If mail went
 * through or both sides ended it in peace, it stays. If the login is refused or the call fails in another way three
 * times in a row (lines are busy), or no call succeeds for so long, the one before is put in force again. A call that
 * was stopped here tells nothing. Time is that of this life of the server: a clock that is corrected ends no trial.
 */
final class ConfigurationTrial implements Watcher {
    /** A line may be busy. */
    private static final int MOST_FAILURES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationTrial.class);

    private final ConfigurationVersions versions;
    private final String hub;
    private final Duration patience;
    private final ConfigurationReceiver.Changed changed;
    private boolean runs;
    private int failures;

    /** @param hub the site that is called @param patience how long it may go without a call that succeeds */
    ConfigurationTrial(ConfigurationVersions versions, String hub, Duration patience,
            ConfigurationReceiver.Changed changed) {
        this.versions = versions;
        this.hub = hub;
        this.patience = patience;
        this.changed = changed;
        this.runs = versions.state().onTrial();
    }

    /** How long to wait for a call: until the hub's next window has closed, and then as long as is configured. */
    static Duration patience(Policy policy, String hub, Duration trial, Instant now) {
        return policy.routes().own().stream().filter(route -> route.site().equals(hub))
                .flatMap(route -> route.window().from(now).stream()).map(Interval::close)
                .filter(close -> !close.equals(Instant.MAX)).findFirst()
                .map(close -> Duration.between(now, close).plus(trial)).orElse(trial);
    }

    @Override
    public void on(StatusEvent event) {
        if (event instanceof StatusEvent.SessionEnded ended && ended.site().equals(hub)) ended(ended);
    }

    private void ended(StatusEvent.SessionEnded call) {
        synchronized (versions) {
            if (!runs) return;
            boolean isLogin = call.how().startsWith(Endings.LOGIN_REFUSED);
            if (call.how().equals(Endings.FINISHED) || call.envelopes() > 0) {
                works();
            } else if (!call.how().startsWith(Endings.STOPPED) && (isLogin || ++failures >= MOST_FAILURES)) {
                revert((isLogin ? "the call with the hub failed: " : failures + " calls with the hub failed: ")
                        + call.how());
            }
        }
    }

    /** To be called now and then. @param running for how long this life of the server lasts */
    void look(Duration running) {
        synchronized (versions) {
            if (runs && running.compareTo(patience) > 0)
                revert("no call with the hub succeeded in " + patience.toMinutes() + " minutes");
        }
    }

    private void works() {
        try {
            versions.works();
            runs = false;
            LOG.info("event=push-works number={}", versions.state().inForce());
        } catch (IOException e) {
            LOG.warn("event=push-not-noted reason=\"{}\"; the next call is asked again", e.toString());
        }
    }

    private void revert(String why) {
        try {
            long number = versions.state().inForce();
            runs = !versions.revert(why);
            LOG.warn("event=push-reverted number={} reason=\"{}\"", number, why);
            changed.restart();
        } catch (UncheckedIOException e) {
            LOG.warn("event=push-not-noted reason=\"{}\"; the next call is asked again", e.toString());
        }
    }
}
