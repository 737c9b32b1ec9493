package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
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
 * credentials) is logged and tried again, for as long as it takes; the rest of the server doesn't notice.
 */
public final class KafkaIntake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final KafkaSettings settings;
    private final Intake intake;
    private final SourceIntake sources;
    private final InstantSource clock;
    private final Clients clients;
    private final Waits waits;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<IntakeSession> current = Optional.empty();

    private KafkaIntake(KafkaSettings settings, Intake intake, SourceIntake sources, InstantSource clock) {
        this.settings = settings;
        this.intake = intake;
        this.sources = sources;
        this.clock = clock;
        this.clients = new Clients(settings.connection());
        this.waits = new Waits(settings.firstWait());
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
            }
        }
    }

    private void session() {
        Map<String, Uuid> topics;
        try (Admin admin = clients.admin(LOOK)) {
            topics = Topics.look(admin, settings);
        }
        Consumer<byte[], byte[]> consumer = clients.consumer(settings);
        try (DeadLetters deadLetters = new DeadLetters(settings.deadLetter(), clients::producer);
                IntakeSession session = new IntakeSession(consumer, new Positions(consumer, topics, sources),
                        new Consigner(intake, sources, settings, deadLetters, clock), waits, clock)) {
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
        LOG.error("event=kafka-trouble again-in={}s reason=\"{}\"", wait.toSeconds(), reason);
        try {
            closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("event=kafka-intake-ends");
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
