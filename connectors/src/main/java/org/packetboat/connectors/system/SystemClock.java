package org.packetboat.connectors.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.packetboat.engine.time.Elapsed;
import org.packetboat.engine.time.Plausible;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, in whole milliseconds as the queue stores them. While that can't be right, the time that another
 * Packetboat has told, and what has passed since then. The machine's clock itself is never set; as soon as it may be
 * right, it is believed again. For any thread.
 */
public final class SystemClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(SystemClock.class);
    private static final Duration WORTH_TELLING = Duration.ofHours(1);

    private final InstantSource machine;
    private final Plausible plausible;
    private final Elapsed elapsed;
    private volatile Optional<Told> told = Optional.empty();

    private record Told(Instant time, Duration at) {}

    /** One that is always believed. */
    public SystemClock() {
        this(Plausible.ALWAYS, new MonotonicClock());
    }

    /** @param plausible what the machine's clock is believed @param elapsed goes on whatever becomes of that clock */
    public SystemClock(Plausible plausible, Elapsed elapsed) {
        this(Clock.systemUTC(), plausible, elapsed);
    }

    SystemClock(InstantSource machine, Plausible plausible, Elapsed elapsed) {
        this.machine = machine;
        this.plausible = plausible;
        this.elapsed = elapsed;
    }

    @Override
    public Instant instant() {
        Instant shown = machine.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Told> known = plausible.is(shown) ? Optional.empty() : told;
        return known.map(t -> t.time().plus(elapsed.time().minus(t.at())).truncatedTo(ChronoUnit.MILLIS)).orElse(shown);
    }

    /** What it shows, if that may be right. */
    public Optional<Instant> trusted() {
        return Optional.of(instant()).filter(plausible::is);
    }

    /** Somebody who is to be believed tells the time. @param who for the log */
    public void told(String who, Instant time) {
        Instant shown = machine.instant();
        if (!plausible.is(time)) {
            LOG.warn("event=clock-not-believed from={} told={} reason=\"it can't be right either\"", who, time);
        } else if (!plausible.is(shown)) {
            told = Optional.of(new Told(time, elapsed.time()));
            LOG.info("event=clock-told from={} told={} machine={}", who, time, shown);
        } else if (Duration.between(shown, time).abs().compareTo(WORTH_TELLING) > 0) {
            LOG.warn("event=clock-differs from={} told={} machine={}; the machine's clock is believed", who, time,
                    shown);
        }
    }
}
