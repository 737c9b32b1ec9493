package org.packetboat.connectors.kafka.client;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Which topics the brokers have now. A topic that was deleted and made again has another id. */
public interface TopicIds {
    /**
     * Asks the brokers. A topic that is not there is left out.
     *
     * @throws org.apache.kafka.common.KafkaException if none of them answers in time, or they don't let us ask
     */
    Map<String, Uuid> of(Collection<String> topics);
}
