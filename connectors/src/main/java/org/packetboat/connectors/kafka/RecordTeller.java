package org.packetboat.connectors.kafka;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a topic all that flows out, at least once and what has the same key in order. What the brokers have not
 * acknowledged is told again, however long they are away, and after a restart.
 *
 * <p>Runs on a thread of its own. A producer never gives up a record by itself: one that did might write the next one
 * of the same key before it.
 */
public final class RecordTeller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordTeller.class);
    private static final String STATE = "writing";
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final Clients clients;
    private final String topic;
    private final String purpose;
    private final String name;
    private final Supplier<Outflow> outflow;
    private final Waits waits;
    private final KafkaState state;
    private final Thread thread;
    private volatile boolean closed;

    private RecordTeller(Connection connection, String topic, String purpose, Supplier<Outflow> outflow, Domain server,
            Duration firstWait, InstantSource clock) {
        this.clients = new Clients(connection, Clients.name(server));
        this.purpose = purpose;
        this.name = "kafka-" + purpose;
        this.state = new KafkaState(name, clock);
        this.topic = topic;
        this.outflow = outflow;
        this.waits = new Waits(firstWait);
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /**
     * Starts it; returns at once.
     *
     * @param purpose what it tells, {@code events}: in the log it is {@code kafka-events}, to brokers the last part of
     *                its name
     * @param outflow is opened for each connection, and closed after it
     */
    public static RecordTeller start(Connection connection, String topic, String purpose, Supplier<Outflow> outflow,
            Domain server, Duration firstWait, InstantSource clock) {
        return new RecordTeller(connection, topic, purpose, outflow, server, firstWait, clock);
    }

    private void run() {
        while (!closed) {
            try {
                session();
            } catch (InterruptedException | InterruptException e) {
                LOG.debug("event={}-end", name);
            } catch (KafkaException e) {
                again(Unfit.reason(e));
            } catch (StoreException | UncheckedIOException e) {
                again(e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("event=bug where={}", name, e);
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
        Producer<byte[], byte[]> producer = clients.tellingProducer(purpose);
        try (Outflow flow = outflow.get()) {
            LOG.info("event={}-open topic={}", name, topic);
            state.well(STATE);
            while (!closed) {
                List<Outflow.Told> page = flow.next();
                if (page.isEmpty()) {
                    flow.await();
                } else {
                    send(producer, page);
                    flow.commit();
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
    private void send(Producer<byte[], byte[]> producer, List<Outflow.Told> page) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(page.size());
        for (Outflow.Told each : page) {
            byte[] key = each.key().map(k -> k.getBytes(StandardCharsets.UTF_8)).orElse(null);
            sent.add(producer.send(new ProducerRecord<>(topic, null, each.at().toEpochMilli(), key, each.value())));
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
                    state.trouble("trouble", "the brokers have not taken a record yet", "waiting=true");
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + " does not take a record: " + e.getCause().getMessage(),
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
            LOG.debug("event={}-end", name);
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
