package org.packetboat.app.compose;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.app.compose.usage.UsageOutflow;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.KafkaRecords;
import org.packetboat.app.config.settings.KafkaSource;
import org.packetboat.app.config.settings.KafkaTopic;
import org.packetboat.app.config.settings.UsageKeeping;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.connectors.kafka.ClientCheck;
import org.packetboat.connectors.kafka.EventText;
import org.packetboat.connectors.kafka.KafkaEvents;
import org.packetboat.connectors.kafka.KafkaIntake;
import org.packetboat.connectors.kafka.RecordTeller;
import org.packetboat.connectors.kafka.client.ClientProperties;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;

/** What a server does with Kafka, made as its configuration says. */
final class KafkaParts {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private KafkaParts() {}

    /**
     * Finds what can't work whatever a broker says. What only a broker can tell (an unknown topic, a wrong password)
     * keeps nobody from sending mail: it is told as trouble, and tried again.
     *
     * @throws IllegalStateException with what is wrong and where it is configured
     */
    static void mustWork(KafkaSource kafka, Domain server) {
        ClientCheck.problem(connection(kafka), server).ifPresent(reason -> {
            throw new IllegalStateException(kafka.problem(
                    "Kafka's clients can't use these settings: " + reason
                            + "; expected settings under client that work")
                    .toString());
        });
    }

    /** Sees to it that events are kept from the first one on where they are to be told, and only there. */
    static void keepEvents(EventSource events, Configuration configuration) {
        if (configuration.kafka().flatMap(KafkaSource::events).isPresent()) {
            events.reader(KafkaEvents.READER, () -> {}).close();
        } else {
            events.forget(KafkaEvents.READER);
        }
    }

    /** Takes in mail and tells events and usage, from now on. @param usage if it is to be told */
    static KafkaView start(KafkaSource kafka, Core core, Optional<UsageOutflow> usage, Parts parts) {
        Configuration configuration = core.configuration();
        Domain server = configuration.identity().server();
        return new KafkaView(
                kafka.mail().map(mail -> parts.add(KafkaIntake.start(settings(kafka, mail, configuration),
                        core.node().intake(), core.node().sources(), core.clock()))),
                kafka.events().map(topic -> parts.add(RecordTeller.start(connection(kafka), topic.name(),
                        "events", () -> new KafkaEvents(core.queue().events(), text(server)), server, FIRST_WAIT,
                        core.clock()))),
                usage.map(flow -> new KafkaView.Usage(flow, parts.add(RecordTeller.start(connection(kafka),
                        configuration.usage().flatMap(UsageKeeping::topic).orElseThrow().name(), "usage",
                        () -> flow, server, FIRST_WAIT, core.clock())))));
    }

    private static Connection connection(KafkaSource kafka) {
        return new Connection(kafka.servers(), new ClientProperties(kafka.client()));
    }

    private static KafkaSettings settings(KafkaSource kafka, KafkaRecords mail, Configuration configuration) {
        return new KafkaSettings(connection(kafka), mail.topics().stream().map(KafkaTopic::name).distinct().toList(),
                mail.deadLetter().name(), mail.group(), mail.position(), mail.attachments(),
                configuration.identity().server(), configuration.delivery().hopLimit(), FIRST_WAIT);
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
