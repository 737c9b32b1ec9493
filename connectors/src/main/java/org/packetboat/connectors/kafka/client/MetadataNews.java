package org.packetboat.connectors.kafka.client;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Hears whenever a consumer learns anew which topics there are. A consumer goes on with the old offset when a topic was
 * deleted and made again, and it does so only after such news: so whoever asks for the topic's id after the news and
 * before it takes a record never takes one for another topic's. Kafka tells deserializers of it, so this is one.
 */
public final class MetadataNews extends ByteArrayDeserializer implements ClusterResourceListener {
    private final AtomicBoolean came = new AtomicBoolean(true);

    @Override
    public void onUpdate(ClusterResource cluster) {
        came.set(true);
    }

    /** Whether there was news since the last call. */
    public boolean take() {
        return came.getAndSet(false);
    }

    /** They could not be looked at: they are news again. */
    public void keep() {
        came.set(true);
    }
}
