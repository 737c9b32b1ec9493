package org.packetboat.app.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.KafkaRecords;
import org.packetboat.app.config.KafkaSource;
import org.packetboat.app.config.KafkaTopic;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.connectors.kafka.BrokerCheck;
import org.packetboat.connectors.kafka.ClientProperties;
import org.packetboat.connectors.kafka.Connection;
import org.packetboat.connectors.kafka.EventText;
import org.packetboat.connectors.kafka.KafkaEvents;
import org.packetboat.connectors.kafka.KafkaIntake;
import org.packetboat.connectors.kafka.KafkaSettings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server does with Kafka, made as its configuration says. */
final class KafkaParts {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaParts.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** A branch whose broker is away accepts mail so much later. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private KafkaParts() {}

    /**
     * Asks the brokers whether they know us and our topics. If none of them is there to be asked, all is well.
     *
     * @throws IllegalStateException with what is wrong and where it is configured
     */
    static void mustBeWelcome(KafkaSource kafka) {
        switch (BrokerCheck.ask(connection(kafka), mustExist(kafka), PATIENCE)) {
            case BrokerCheck.Result.Good() -> LOG.debug("event=kafka-there");
            case BrokerCheck.Result.Away(String reason) ->
                LOG.warn("event=kafka-away servers={} reason=\"{}\"", String.join(",", kafka.servers()), reason);
            case BrokerCheck.Result.Stranger(String reason) -> throw new IllegalStateException(kafka.problem(
                    "the broker does not let us in: " + reason + "; expected settings under client that it takes")
                    .toString());
            case BrokerCheck.Result.NoTopic(String topic, String reason) -> throw new IllegalStateException(
                    topics(kafka).stream().filter(t -> t.name().equals(topic)).findFirst().orElseThrow()
                            .problem(reason + "; expected one that is there, and that we may use").toString());
        }
    }

    private static Set<String> mustExist(KafkaSource kafka) {
        Set<String> names = new LinkedHashSet<>();
        topics(kafka).forEach(topic -> names.add(topic.name()));
        return names;
    }

    /** All but the one for dead letters, which is made if it isn't there. */
    private static List<KafkaTopic> topics(KafkaSource kafka) {
        List<KafkaTopic> topics = new ArrayList<>(kafka.mail().map(KafkaRecords::topics).orElse(List.of()));
        kafka.events().ifPresent(topics::add);
        return topics;
    }

    /** Sees to it that events are kept from the first one on where they are to be told, and only there. */
    static void keepEvents(EventSource events, Configuration configuration) {
        if (configuration.kafka().flatMap(KafkaSource::events).isPresent()) {
            events.reader(KafkaEvents.READER, () -> {}).close();
        } else {
            events.forget(KafkaEvents.READER);
        }
    }

    /** Takes in mail and tells events, from now on. */
    static void start(KafkaSource kafka, Core core, Parts parts) {
        Configuration configuration = core.configuration();
        kafka.mail().ifPresent(mail -> parts.add(KafkaIntake.start(settings(kafka, mail, configuration),
                core.node().intake(), core.node().sources(), core.clock())));
        kafka.events().ifPresent(topic -> parts.add(KafkaEvents.start(connection(kafka), topic.name(),
                core.queue().events(), text(configuration.identity().server()), FIRST_WAIT)));
    }

    private static Connection connection(KafkaSource kafka) {
        return new Connection(kafka.servers(), new ClientProperties(kafka.client()));
    }

    private static KafkaSettings settings(KafkaSource kafka, KafkaRecords mail, Configuration configuration) {
        return new KafkaSettings(connection(kafka), mail.topics().stream().map(KafkaTopic::name).distinct().toList(),
                mail.deadLetter().name(), mail.group(), mail.attachments(), configuration.identity().server(),
                configuration.delivery().hopLimit(), FIRST_WAIT);
    }

    private static EventText text(Domain server) {
        EventJson json = new EventJson(server);
        return new EventText() {
            @Override
            public Optional<String> key(StatusEvent event) {
                return EventJson.key(event);
            }

            @Override
            public byte[] value(NumberedEvent event) {
                return json.write(event);
            }
        };
    }
}
