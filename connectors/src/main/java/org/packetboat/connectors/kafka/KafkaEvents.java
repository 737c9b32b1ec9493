package org.packetboat.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.connectors.kafka.client.KafkaReport;
import org.packetboat.connectors.kafka.client.KafkaState;
import org.packetboat.connectors.kafka.client.Topics;
import org.packetboat.connectors.kafka.client.Waits;
import org.packetboat.connectors.kafka.record.Unfit;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a topic every status event, at least once and those of one message in order. What the brokers have not
 * acknowledged stays on disk, however long they are away, and is told again after a restart, with the same id.
 *
 * <p>Runs on a thread of its own. A producer never gives up a record by itself: one that did might write the next one
 * of the same message before it.
 */
public final class KafkaEvents implements AutoCloseable {
    /** The reader's name in the queue. */
    public static final String READER = "kafka";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEvents.class);
    private static final String STATE = "writing";
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final int AT_ONCE = 1000;
    private static final long LOOK_SECONDS = 10;

    private final Clients clients;
    private final String topic;
    private final EventSource events;
    private final EventText text;
    private final Waits waits;
    private final KafkaState state;
    private final Semaphore arrived = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private KafkaEvents(Connection connection, String topic, EventSource events, EventText text, Domain server,
            Duration firstWait, InstantSource clock) {
        this.clients = new Clients(connection, Clients.name(server));
        this.state = new KafkaState("kafka-events", clock);
        this.topic = topic;
        this.events = events;
        this.text = text;
        this.waits = new Waits(firstWait);
        this.thread = Thread.ofPlatform().name("kafka-events").daemon().start(this::run);
    }

    /** Starts it; returns at once. */
    public static KafkaEvents start(Connection connection, String topic, EventSource events, EventText text,
            Domain server, Duration firstWait, InstantSource clock) {
        return new KafkaEvents(connection, topic, events, text, server, firstWait, clock);
    }

    private void run() {
        while (!closed) {
            try {
                session();
            } catch (InterruptedException | InterruptException e) {
                LOG.debug("event=kafka-events-end");
            } catch (KafkaException e) {
                again(Unfit.reason(e));
            } catch (StoreException e) {
                again(e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("event=bug where=kafka-events", e);
                again(e.toString());
            } catch (Error e) { // the thread ends only by close
                again(e.toString());
            }
        }
    }

    /** A producer would wait for a topic without a word. */
    private void mustBeThere() {
        try (Admin admin = clients.admin(LOOK)) {
            if (new Topics(admin).of(List.of(topic)).isEmpty())
                throw new KafkaException("the broker has no topic " + topic);
        }
    }

    private void session() throws InterruptedException {
        mustBeThere();
        Producer<byte[], byte[]> producer = clients.eventProducer();
        try (EventReader reader = events.reader(READER, arrived::release)) {
            LOG.info("event=kafka-events-open topic={}", topic);
            state.well(STATE);
            while (!closed) {
                arrived.drainPermits();
                List<NumberedEvent> page = reader.read(AT_ONCE);
                if (page.isEmpty()) {
                    arrived.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
                } else {
                    send(producer, page);
                    reader.commit(page.getLast().number());
                    waits.reset();
                    state.well(STATE);
                    state.taken(page.size(), 0);
                }
            }
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** Returns once the brokers have all of them. */
    private void send(Producer<byte[], byte[]> producer, List<NumberedEvent> page) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(page.size());
        for (NumberedEvent event : page) {
            byte[] key = text.key(event.event()).map(k -> k.getBytes(StandardCharsets.UTF_8)).orElse(null);
            sent.add(producer.send(new ProducerRecord<>(topic, null, event.event().at().toEpochMilli(), key,
                    text.value(event))));
        }
        for (Future<RecordMetadata> one : sent)
            mustBeTaken(one);
    }

    /** A producer never gives up, so somebody else has to say that it waits. */
    private void mustBeTaken(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            while (true) {
                try {
                    sent.get(LOOK.toSeconds(), TimeUnit.SECONDS);
                    return;
                } catch (TimeoutException e) {
                    state.trouble("trouble", "the brokers have not taken an event yet", "waiting=true");
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + " does not take an event: " + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /** What it does now. */
    public KafkaReport report() {
        return state.report();
    }

    private void again(String reason) {
        Duration wait = waits.next();
        state.trouble("trouble", reason, "again-in=" + wait.toSeconds() + "s");
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            LOG.debug("event=kafka-events-end");
        }
    }

    /** Ends at once: what is not acknowledged is told again after the next start. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
