package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.connectors.kafka.client.KafkaState;
import org.packetboat.connectors.kafka.client.MetadataNews;
import org.packetboat.connectors.kafka.client.TopicIds;
import org.packetboat.connectors.kafka.record.Unfit;

/**
 * Sees what a consumer does not tell by itself: it waits for ever and without a word for brokers that are away and
 * topics that are not there. Looks every ten seconds while no records come, and keeps what others see of it fresh.
 */
final class Lookout {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final String STATE = "trouble";

    private final Consumer<byte[], byte[]> consumer;
    private final TopicIds topics;
    private final MetadataNews news;
    private final KafkaSettings settings;
    private final KafkaState state;
    private final InstantSource clock;
    private Instant nextLook;
    private Instant nextNews = Instant.MIN;
    private Instant nextCount = Instant.MIN;

    Lookout(Consumer<byte[], byte[]> consumer, TopicIds topics, MetadataNews news, KafkaSettings settings,
            KafkaState state, InstantSource clock) {
        this.consumer = consumer;
        this.topics = topics;
        this.news = news;
        this.settings = settings;
        this.state = state;
        this.clock = clock;
        this.nextLook = clock.instant();
    }

    /** Whether topics may be others than before. While records come that is asked each time, else once a second. */
    boolean isNews(boolean idle) {
        Instant now = clock.instant();
        if (idle && now.isBefore(nextNews)) return false;
        nextNews = now.plus(OFTEN);
        return !consumer.assignment().isEmpty() && news.take();
    }

    /**
     * Looks, if it is time to.
     *
     * @param came   whether records came: then the brokers are there
     * @param paused whether the queue takes none now: then that is what there is to say
     */
    void look(boolean came, boolean paused) {
        Instant now = clock.instant();
        if (!now.isBefore(nextCount)) {
            nextCount = now.plus(OFTEN);
            state.partitions(IntakeSession.partitions(consumer));
        }
        if (paused) return;
        if (came) {
            nextLook = now.plus(EVERY);
            if (!state.report().state().equals("reading")) state.well("reading");
        } else if (!now.isBefore(nextLook)) {
            nextLook = now.plus(EVERY);
            ask();
        }
    }

    private void ask() {
        try {
            Map<String, Uuid> there = topics.of(settings.topics());
            List<String> missing = new ArrayList<>(settings.topics());
            missing.removeAll(there.keySet());
            if (missing.isEmpty()) {
                state.well("reading");
            } else {
                state.trouble(STATE, "the broker has no topic " + String.join(", ", missing),
                        "again-in=" + EVERY.toSeconds() + "s");
            }
            news.keep(); // also finds a topic made again that has as many records as the one before
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed(e);
        }
    }

    /** The brokers could not be asked. */
    void failed(KafkaException why) {
        news.keep();
        state.trouble(STATE, Unfit.reason(why), "again-in=" + EVERY.toSeconds() + "s");
    }
}
