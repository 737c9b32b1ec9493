package org.packetboat.camel.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of the server that the component is in, from its disk. */
public final class ServerFeed implements EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFeed.class);
    private static final int PAGE = 200;

    private final String name;
    private final EventWords words;
    private final Semaphore arrivals = new Semaphore(0);
    private final EventReader reader;

    /** @param name under which it is remembered how far was read */
    public ServerFeed(String name, EventSource events, EventWords words) {
        this.name = name;
        this.words = words;
        this.reader = events.reader(name, arrivals::release);
    }

    @Override
    public List<ToldEvent> read() {
        try {
            return reader.read(PAGE).stream().map(this::told).toList();
        } catch (StoreException e) {
            LOG.error("event=events-unreadable reader={} reason=\"{}\"", name, e.getMessage());
            return List.of();
        }
    }

    private ToldEvent told(NumberedEvent event) {
        Optional<StatusEvent.OfMessage> of = event.event() instanceof StatusEvent.OfMessage message
                ? Optional.of(message)
                : Optional.empty();
        return new ToldEvent(words.json(event), words.id(event), words.name(event), words.key(event),
                of.map(message -> message.message().toString()), of.flatMap(StatusEvent.OfMessage::batch),
                new ToldEvent.Place("", event.number()));
    }

    @Override
    public void commit(List<ToldEvent> told) {
        try {
            reader.commit(told.getLast().place().number());
        } catch (StoreException e) {
            LOG.warn("event=events-uncommitted reader={} reason=\"{}\"", name, e.getMessage());
        }
    }

    @Override
    public void await(Duration most) {
        try {
            if (arrivals.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) arrivals.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeUp() {
        arrivals.release();
    }

    @Override
    public void close() {
        reader.close();
    }
}
