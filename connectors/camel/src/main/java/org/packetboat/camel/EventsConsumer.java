package org.packetboat.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.packetboat.camel.events.EventFeed;
import org.packetboat.camel.events.ToldEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code packetboat:events}: gives status events to its route, one after the other, at least once. An event whose route
 * failed comes again after a while, longer each time, up to 30 s; those behind it wait. After a restart it goes on
 * where it stopped.
 */
final class EventsConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventsConsumer.class);
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** How long one wait lasts at most: the feed has to hear of us in between. */
    private static final Duration PIECE = Duration.ofSeconds(1);

    private final PacketboatEndpoint endpoint;
    private final Function<String, EventFeed> feeds;
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean running;
    private Optional<EventFeed> open = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    /** @param feeds opens the feed for a reader's name */
    EventsConsumer(PacketboatEndpoint endpoint, Processor route, Function<String, EventFeed> feeds) {
        super(endpoint, route);
        this.endpoint = endpoint;
        this.feeds = feeds;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stop.drainPermits();
        String name = Optional.ofNullable(endpoint.getReader()).orElseGet(this::getRouteId);
        EventFeed feed = feeds.apply(name);
        open = Optional.of(feed);
        running = true;
        thread = Optional.of(Thread.ofVirtual().name("events:" + name).start(() -> run(feed)));
    }

    /** The event under way is finished. */
    @Override
    protected void doStop() throws Exception {
        running = false;
        open.ifPresent(EventFeed::wakeUp);
        stop.release();
        if (thread.isPresent()) thread.get().join();
        super.doStop();
    }

    private void run(EventFeed feed) {
        try (feed) {
            while (running) {
                List<ToldEvent> page = feed.read();
                if (page.isEmpty() && running) feed.await(LOOK);
                else tell(page, feed);
            }
        } catch (RuntimeException e) {
            LOG.error("event=bug where=events route={}", getRouteId(), e);
        }
    }

    private void tell(List<ToldEvent> page, EventFeed feed) {
        List<ToldEvent> told = new ArrayList<>();
        for (ToldEvent event : page)
            if (running && feed.isOurs(event) && tellUntilTaken(event, feed)) told.add(event);
        if (!told.isEmpty()) feed.commit(told);
    }

    private boolean tellUntilTaken(ToldEvent event, EventFeed feed) {
        for (Duration wait = SHORTEST; running && feed.isOurs(event); wait = longer(wait)) {
            if (tell(event)) return true;
            await(wait, feed);
        }
        return false;
    }

    private static Duration longer(Duration wait) {
        return wait.compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
    }

    /** @return whether the route took it; if not, Camel's error handler has said why */
    private boolean tell(ToldEvent event) {
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

    private static void fill(Exchange exchange, ToldEvent event) {
        org.apache.camel.Message in = exchange.getMessage();
        in.setBody(event.json());
        in.setHeader(PacketboatConstants.EVENT_ID, event.id());
        in.setHeader(PacketboatConstants.EVENT, event.name());
        event.key().ifPresent(key -> in.setHeader(PacketboatConstants.EVENT_KEY, key));
        event.mail().ifPresent(id -> in.setHeader(PacketboatConstants.QUEUE_ID, id));
        event.batch().ifPresent(batch -> in.setHeader(PacketboatConstants.BATCH, batch));
    }

    private void await(Duration wait, EventFeed feed) {
        try {
            for (Duration left = wait; running && left.isPositive(); left = left.minus(PIECE)) {
                stop.tryAcquire(Math.min(left.toMillis(), PIECE.toMillis()), TimeUnit.MILLISECONDS);
                if (running) feed.keep();
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
