package org.packetboat.connectors.jmx;

import java.util.List;

/**
 * What the server does with Kafka ({@code org.packetboat:type=Kafka}). States are {@code starting}, {@code reading} or
 * {@code writing}, {@code paused} (the queue takes no mail now), {@code trouble}, and {@code off} for what is not
 * configured. Times are ISO 8601 in UTC.
 */
public interface KafkaMXBean {
    /** Of the intake of mail. */
    String getState();

    /** What went wrong last, since when, and until when if it is over; empty if nothing did. */
    String getLastTrouble();

    /** Records that wait in all partitions read here; -1 if that is not known yet. */
    long getLag();

    /** Records seen to since the start. */
    long getTaken();

    /** Records put aside since the start. */
    long getDeadLetters();

    /** Of the telling of status events. */
    String getEventsState();

    String getEventsLastTrouble();

    /** Events told since the start. */
    long getEventsTold();

    /** The partitions that are read here now. */
    List<KafkaPartitionRow> listPartitions();

    /**
     * Has records read again, or left out, from another place on. Mail of records that are read again is sent again.
     *
     * @param partition -1 for all of the topic that are read here
     * @param to        {@code beginning}, an offset, or a time like {@code 2026-11-20T03:00:00Z}
     * @return what was done, a line for each partition
     */
    List<String> rewind(String topic, int partition, String to);
}
