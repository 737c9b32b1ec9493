package org.packetboat.connectors.milter;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.connectors.watch.Durations;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.milter.FilterWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** How it goes with one filter: what it has said since the start, and whether it can be asked now. */
public final class MilterCounts implements FilterWatch {
    private static final Logger LOG = LoggerFactory.getLogger("org.packetboat.filters");

    private final MilterSettings filter;
    private final RepeatedTrouble trouble = new RepeatedTrouble(LOG, Level.WARN);
    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder putOff = new LongAdder();
    private final LongAdder discarded = new LongAdder();
    private final LongAdder troubles = new LongAdder();
    private final Durations took = new Durations();
    private volatile Optional<String> down = Optional.empty();

    MilterCounts(MilterSettings filter) {
        this.filter = filter;
    }

    @Override
    public long asked() {
        asked.increment();
        return System.nanoTime();
    }

    @Override
    public void answered() {
        if (down.isPresent()) down = Optional.empty();
        trouble.good();
    }

    @Override
    public void judged(long since) {
        took.add(Duration.ofNanos(System.nanoTime() - since));
    }

    @Override
    public void refused(boolean forGood) {
        if (forGood) refused.increment();
        else putOff.increment();
    }

    @Override
    public void discarded() {
        discarded.increment();
    }

    @Override
    public void trouble(String why) {
        troubles.increment();
        down = Optional.of(why);
        trouble.note("filter trouble name=" + filter.name() + " at=" + filter.at() + " reason=" + Quoted.value(why)
                + " on-trouble=" + filter.onTrouble().name().toLowerCase(Locale.ROOT));
    }

    /** The filter that this is about. */
    public MilterSettings filter() {
        return filter;
    }

    /** Why it could not be asked the last time; empty if it could. */
    public Optional<String> down() {
        return down;
    }

    /** The same as a sentence for people. */
    Optional<String> problem() {
        String mail = switch (filter.onTrouble()) {
            case TEMPFAIL -> "mail is put off (451)";
            case ACCEPT -> "mail comes in unfiltered";
            case REFUSE -> "mail is refused (550)";
        };
        return down
                .map(why -> "filter " + filter.name() + " at " + filter.at() + ": " + Quoted.oneLine(why) + "; " + mail
                        + " until it answers again");
    }

    /** Messages that were shown to it. */
    public long messages() {
        return asked.sum();
    }

    /** Senders, recipients and messages that it refused for good. */
    public long refusals() {
        return refused.sum();
    }

    /** The same for a time. */
    public long delays() {
        return putOff.sum();
    }

    /** Messages that it had vanish. */
    public long vanished() {
        return discarded.sum();
    }

    /** How often it could not be asked. */
    public long troubles() {
        return troubles.sum();
    }

    /** From the beginning of a text to what is to become of it. */
    public Durations took() {
        return took;
    }
}
