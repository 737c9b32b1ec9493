package org.packetboat.connectors.kafka.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the report of one part, and logs its troubles: the first time, when the reason changes, and now and then while
 * it lasts, less often each time, up to every hour; and once when it is over. Written by one thread, read by any.
 */
public final class KafkaState {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaState.class);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final String name;
    private final InstantSource clock;
    private final AtomicReference<KafkaReport> report = new AtomicReference<>(KafkaReport.starting());
    private Instant sayAgain = Instant.MIN;
    private Duration silence = SOON;
    private long unsaid;

    /** @param name of its log lines: {@code event=NAME-trouble} */
    public KafkaState(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    public KafkaReport report() {
        return report.get();
    }

    private void change(UnaryOperator<KafkaReport> how) {
        report.updateAndGet(how);
    }

    /** All is well, and this is what it does. */
    public void well(String state) {
        Optional<KafkaReport.Trouble> lasting = report().lasting();
        Instant now = clock.instant();
        lasting.ifPresent(t -> LOG.warn("event={}-trouble-over after={}s reason=\"{}\"", name,
                Duration.between(t.since(), now).toSeconds(), t.reason()));
        change(r -> new KafkaReport(state, lasting.isEmpty()
                ? r.trouble()
                : lasting.map(
                        t -> new KafkaReport.Trouble(t.since(), t.reason(), Optional.of(now))),
                r.partitions(), r.taken(),
                r.deadLetters()));
        silence = SOON;
    }

    /** Something is wrong that has been logged elsewhere. */
    public void note(String state, String reason) {
        Instant since = report().lasting().map(KafkaReport.Trouble::since).orElseGet(clock::instant);
        change(r -> new KafkaReport(state, Optional.of(new KafkaReport.Trouble(since, reason, Optional.empty())),
                r.partitions(), r.taken(), r.deadLetters()));
    }

    /** Something is wrong. @param next what is done about it, as {@code again-in=4s} */
    public void trouble(String state, String reason, String next) {
        Instant now = clock.instant();
        boolean known = report().lasting().filter(t -> t.reason().equals(reason)).isPresent();
        note(state, reason);
        if (known && now.isBefore(sayAgain)) {
            unsaid++;
            return;
        }
        String times = unsaid == 0 ? "" : " times=" + (unsaid + 1);
        LOG.error("event={}-trouble " + next + " reason=\"{}\"" + times, name, reason.replace('"', '\''));
        unsaid = 0;
        silence = known ? silence.multipliedBy(2).compareTo(LONGEST) < 0 ? silence.multipliedBy(2) : LONGEST : SOON;
        sayAgain = now.plus(silence);
    }

    public void partitions(List<KafkaReport.Partition> partitions) {
        change(r -> new KafkaReport(r.state(), r.trouble(), partitions, r.taken(), r.deadLetters()));
    }

    public void taken(long records, long deadLetters) {
        change(r -> new KafkaReport(r.state(), r.trouble(), r.partitions(), r.taken() + records,
                r.deadLetters() + deadLetters));
    }
}
