package org.packetboat.connectors.kafka;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;

/**
 * Every status event, for a topic. What the brokers have not acknowledged stays in the queue, and is told again with
 * the same id.
 */
public final class KafkaEvents implements Outflow {
    /** The reader's name in the queue. */
    public static final String READER = "kafka";

    private static final int AT_ONCE = 1000;
    private static final long LOOK_SECONDS = 10;

    private final Semaphore arrived = new Semaphore(0);
    private final EventReader reader;
    private final EventText text;
    private long last;

    public KafkaEvents(EventSource events, EventText text) {
        this.text = text;
        this.reader = events.reader(READER, arrived::release);
    }

    @Override
    public List<Told> next() {
        arrived.drainPermits();
        List<NumberedEvent> page = reader.read(AT_ONCE);
        if (!page.isEmpty()) last = page.getLast().number();
        return page.stream().map(event -> new Told(event.event().at(), text.key(event.event()), text.value(event)))
                .toList();
    }

    @Override
    public void commit() {
        reader.commit(last);
    }

    @Override
    public void await() throws InterruptedException {
        arrived.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        reader.close();
    }
}
