package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.connectors.kafka.client.KafkaReport;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.connectors.kafka.client.KafkaState;
import org.packetboat.connectors.kafka.client.MetadataNews;
import org.packetboat.connectors.kafka.client.Topics;
import org.packetboat.connectors.kafka.client.Waits;
import org.packetboat.connectors.kafka.position.Positions;
import org.packetboat.connectors.kafka.position.Rewind;
import org.packetboat.connectors.kafka.position.RewindTo;
import org.packetboat.connectors.kafka.record.Unfit;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.SourceIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mail from Kafka, exactly once: a record's mail and the position behind it are one commit of the queue, so that
 * neither a crash here nor one of the broker loses or doubles any. The group's own offsets are told as well, but not
 * relied on.
 *
 * <p>Runs on a thread of its own. Whatever goes wrong (a broker that is away, a topic that isn't there, wrong
 * credentials, no memory) is logged, shown by {@link #report} and tried again, for as long as it takes; the rest of the
 * server doesn't notice, and the thread ends only by {@link #close}.
 */
public final class KafkaIntake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);

    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration REWIND = Duration.ofSeconds(50);

    private final KafkaSettings settings;
    private final Intake intake;
    private final SourceIntake sources;
    private final InstantSource clock;
    private final Clients clients;
    private final Waits waits;
    private final KafkaState state;
    private final Queue<Rewind> rewinds = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<IntakeSession> current = Optional.empty();

    private KafkaIntake(KafkaSettings settings, Intake intake, SourceIntake sources, InstantSource clock) {
        this.settings = settings;
        this.intake = intake;
        this.sources = sources;
        this.clock = clock;
        this.clients = new Clients(settings.connection(), Clients.name(settings.server()));
        this.waits = new Waits(settings.firstWait());
        this.state = new KafkaState("kafka", clock);
        this.thread = Thread.ofPlatform().name("kafka-intake").daemon().start(this::run);
    }

    /** Starts it; returns at once. */
    public static KafkaIntake start(KafkaSettings settings, Intake intake, SourceIntake sources,
            InstantSource clock) {
        return new KafkaIntake(settings, intake, sources, clock);
    }

    private void run() {
        while (!isClosed()) {
            try {
                session();
            } catch (WakeupException | InterruptException e) {
                LOG.debug("event=kafka-intake-ends");
            } catch (KafkaException e) {
                again(Unfit.reason(e));
            } catch (RuntimeException e) {
                LOG.error("event=bug where=kafka-intake", e);
                again(e.toString());
            } catch (Error e) { // a record that is too much for this machine must not end the intake of all others
                again(e.toString() + where());
            }
        }
    }

    /** Where a record lies that could not even be fetched; an operator may have it left out. */
    private String where() {
        return report().partitions().stream().filter(p -> p.lag() != 0).map(p -> p.topic() + "-" + p.partition() + "@"
                + p.next()).collect(Collectors.joining(", ", " while reading on from ", ""));
    }

    private void session() {
        try (Admin admin = clients.admin(LOOK)) {
            Topics topics = new Topics(admin);
            topics.need(settings.deadLetter());
            session(topics);
        }
    }

    private void session(Topics topics) {
        MetadataNews news = new MetadataNews();
        Consumer<byte[], byte[]> consumer = clients.consumer(settings, intake::largestMessage, news);
        try (DeadLetters deadLetters = new DeadLetters(settings.deadLetter(), clients::producer);
                IntakeSession session = new IntakeSession(consumer,
                        new Positions(consumer, topics, sources, settings),
                        new Consigner(intake, sources, settings, deadLetters, clock), waits,
                        new Lookout(consumer, topics, news, settings, state, clock), state, rewinds, clock)) {
            current = Optional.of(session);
            session.subscribe(settings.topics());
            LOG.info("event=kafka-intake-open topics={} group={}", String.join(",", settings.topics()),
                    settings.group());
            while (!isClosed())
                session.step();
        } finally {
            current = Optional.empty();
        }
    }

    private void again(String reason) {
        Duration wait = waits.next();
        state.trouble("trouble", reason, "again-in=" + wait.toSeconds() + "s");
        try {
            closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("event=kafka-intake-ends");
        }
    }

    /** What it does now. */
    public KafkaReport report() {
        return state.report();
    }

    /**
     * Has records read again, or left out, from another place on. Waits until that is done.
     *
     * @param partition empty for all of the topic that this server reads
     * @return what was done, a line for each partition
     * @throws IllegalArgumentException if there is no such place, with a sentence for people
     * @throws IllegalStateException    if it can't be done now
     */
    public List<String> rewind(String topic, OptionalInt partition, RewindTo to) {
        Rewind wish = new Rewind(topic, partition, to, new CompletableFuture<>());
        rewinds.add(wish);
        try {
            return wish.answer().get(REWIND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) throw refused;
            throw new IllegalStateException("it can't be done now: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            if (!rewinds.remove(wish)) throw new IllegalStateException("the broker takes long; look at the log", e);
            throw new IllegalStateException("it can't be done now: no partition is read; "
                    + report().lasting().map(KafkaReport.Trouble::reason).orElse("the group is still forming"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends after the consignment under way. */
    @Override
    public void close() {
        closed.countDown();
        current.ifPresentOrElse(IntakeSession::wakeup, thread::interrupt);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
