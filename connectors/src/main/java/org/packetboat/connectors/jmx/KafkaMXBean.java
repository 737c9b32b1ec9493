package org.packetboat.connectors.jmx;

import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;
import java.util.List;

/**
 * What the server does with Kafka ({@code org.packetboat:type=Kafka}). States are {@code starting}, {@code reading} or
 * {@code writing}, {@code paused} (the queue takes no mail now), {@code trouble}, and {@code off} for what is not
 * configured. Times are ISO 8601 in UTC.
 */
@Described("What the server does with Kafka. States are starting, reading, writing, paused, trouble, and off for what "
        + "is not configured.")
public interface KafkaMXBean {
    @Described("The state of the intake of mail.")
    String getState();

    @Described("What went wrong last, since when, and until when if it is over.")
    String getLastTrouble();

    @Described("Records that wait in all partitions read here; -1 if that is not known yet.")
    long getLag();

    @Described("Records seen to since the start.")
    long getTaken();

    @Described("Records put aside since the start.")
    long getDeadLetters();

    @Described("The state of the telling of status events.")
    String getEventsState();

    @Described("What went wrong last with the telling of status events.")
    String getEventsLastTrouble();

    @Described("Events told since the start.")
    long getEventsTold();

    @Described("The state of the telling of usage.")
    String getUsageState();

    @Described("What went wrong last with the telling of usage.")
    String getUsageLastTrouble();

    @Described("Usage records told since the start.")
    long getUsageTold();

    @Described("Days that are over whose usage is not told yet.")
    int getUsageLag();

    @Described("The partitions that are read here now.")
    @Reads
    List<KafkaPartitionRow> listPartitions();

    /**
     * Has records read again, or left out, from another place on. Mail of records that are read again is sent again.
     *
     * @param partition -1 for all of the topic that are read here
     * @param to        {@code beginning}, an offset, or a time like {@code 2026-11-20T03:00:00Z}
     * @return what was done, a line for each partition
     */
    @Described("Has records read again, or left out, from another place on. Mail of records that "
            + "are read again is sent again.")
    List<String> rewind(String topic, int partition, String to);
}
