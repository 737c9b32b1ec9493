package org.packetboat.connectors.kafka.client;

import org.packetboat.connectors.kafka.position.Start;

/** Which position decides where the data folder and the group say different things ({@link Start}). */
public enum PositionRule {
    /** What is in the folder: nothing is left out that this queue never had. */
    FOLDER,
    /** What the group says: nothing comes twice that was read before, and Kafka's own tools can move the position. */
    GROUP
}
