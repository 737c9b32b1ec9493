package org.packetboat.camel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code packetboat:events}: gives status events to its route, one after the other, at least once. An event whose route
 * failed comes again after a while, longer each time, up to 30 s; those behind it wait. After a restart it goes on
 * where it stopped.
 */
final class EventsConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventsConsumer.class);
    private static final int PAGE = 200;
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final PacketboatEndpoint endpoint;
    private final PacketboatComponent component;
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean running;
    private Optional<Thread> thread = Optional.empty();

    EventsConsumer(PacketboatEndpoint endpoint, Processor route, PacketboatComponent component) {
        super(endpoint, route);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        String name = "route:" + Optional.ofNullable(endpoint.getReader()).orElseGet(this::getRouteId);
        EventReader reader = component.office().events().reader(name, arrivals::release);
        thread = Optional.of(Thread.ofVirtual().name(name).start(() -> run(reader)));
    }

    /** The event under way is finished. */
    @Override
    protected void doStop() throws Exception {
        running = false;
        arrivals.release();
        stop.release();
        if (thread.isPresent()) thread.get().join();
        super.doStop();
    }

    private void run(EventReader reader) {
        try (reader) {
            while (running) {
                List<NumberedEvent> page = read(reader);
                if (page.isEmpty()) {
                    await(arrivals, LOOK);
                } else {
                    tell(page, reader);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("event=bug where=events route={}", getRouteId(), e);
        }
    }

    private List<NumberedEvent> read(EventReader reader) {
        try {
            return reader.read(PAGE);
        } catch (StoreException e) {
            LOG.error("event=events-unreadable route={} reason=\"{}\"", getRouteId(), e.getMessage());
            return List.of();
        }
    }

    private void tell(List<NumberedEvent> page, EventReader reader) {
        long told = 0;
        for (NumberedEvent event : page)
            if (running && tellUntilTaken(event)) told = event.number();
        if (told == 0) return;
        try {
            reader.commit(told);
        } catch (StoreException e) {
            LOG.warn("event=events-uncommitted route={} reason=\"{}\"", getRouteId(), e.getMessage());
        }
    }

    private boolean tellUntilTaken(NumberedEvent event) {
        for (Duration wait = SHORTEST; running; wait = wait.compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST) {
            if (tell(event)) return true;
            await(stop, wait);
        }
        return false;
    }

    /** @return whether the route took it; if not, Camel's error handler has said why */
    private boolean tell(NumberedEvent event) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange, event);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        boolean taken = ExchangeResult.failure(exchange).isEmpty();
        releaseExchange(exchange, false);
        return taken;
    }

    private void fill(Exchange exchange, NumberedEvent event) {
        EventWords words = component.office().words();
        org.apache.camel.Message in = exchange.getMessage();
        in.setBody(words.json(event));
        in.setHeader(PacketboatConstants.EVENT_ID, words.id(event));
        in.setHeader(PacketboatConstants.EVENT, words.name(event));
        words.key(event).ifPresent(key -> in.setHeader(PacketboatConstants.EVENT_KEY, key));
        if (event.event() instanceof StatusEvent.OfMessage of) {
            in.setHeader(PacketboatConstants.QUEUE_ID, of.message().toString());
            of.batch().ifPresent(batch -> in.setHeader(PacketboatConstants.BATCH, batch));
        }
    }

    private void await(Semaphore what, Duration most) {
        try {
            if (what.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) what.drainPermits();
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
