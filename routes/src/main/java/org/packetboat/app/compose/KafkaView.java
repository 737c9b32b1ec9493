package org.packetboat.app.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.packetboat.app.compose.usage.UsageOutflow;
import org.packetboat.connectors.jmx.KafkaMXBean;
import org.packetboat.connectors.jmx.KafkaPartitionRow;
import org.packetboat.connectors.kafka.KafkaIntake;
import org.packetboat.connectors.kafka.RecordTeller;
import org.packetboat.connectors.kafka.client.KafkaReport;
import org.packetboat.connectors.kafka.position.RewindTo;

/** What operators see and do of Kafka. Each part is empty where it is not configured. */
record KafkaView(Optional<KafkaIntake> intake, Optional<RecordTeller> events, Optional<Usage> usage)
        implements
            KafkaMXBean {
    /** What is told of usage, and who tells it. */
    record Usage(UsageOutflow flow, RecordTeller teller) {}

    private static final String OFF = "off";

    private Optional<KafkaReport> mail() {
        return intake.map(KafkaIntake::report);
    }

    private Optional<KafkaReport> told() {
        return events.map(RecordTeller::report);
    }

    /** What is wrong now, for the server's status. */
    List<String> problems() {
        List<String> all = new ArrayList<>();
        mail().flatMap(KafkaReport::lasting).ifPresent(t -> all.add("kafka: no mail is read: " + text(t)));
        told().flatMap(KafkaReport::lasting).ifPresent(t -> all.add("kafka: no event is told: " + text(t)));
        usageReport().flatMap(KafkaReport::lasting)
                .ifPresent(t -> all.add("kafka: no usage is told: " + text(t)));
        return all;
    }

    private Optional<KafkaReport> usageReport() {
        return usage.map(each -> each.teller().report());
    }

    private static String text(KafkaReport.Trouble trouble) {
        return trouble.reason() + " (since " + trouble.since() + trouble.over().map(o -> ", until " + o).orElse("")
                + ")";
    }

    private static <T> T of(Optional<KafkaReport> report, Function<KafkaReport, T> what, T none) {
        return report.map(what).orElse(none);
    }

    private static String lastTrouble(Optional<KafkaReport> report) {
        return report.flatMap(KafkaReport::trouble).map(KafkaView::text).orElse("");
    }

    @Override
    public String getState() {
        return of(mail(), KafkaReport::state, OFF);
    }

    @Override
    public String getLastTrouble() {
        return lastTrouble(mail());
    }

    @Override
    public long getLag() {
        List<KafkaPartitionRow> partitions = listPartitions();
        return partitions.stream().anyMatch(p -> p.lag() < 0)
                ? -1
                : partitions.stream().mapToLong(KafkaPartitionRow::lag).sum();
    }

    @Override
    public long getTaken() {
        return of(mail(), KafkaReport::taken, 0L);
    }

    @Override
    public long getDeadLetters() {
        return of(mail(), KafkaReport::deadLetters, 0L);
    }

    @Override
    public String getEventsState() {
        return of(told(), KafkaReport::state, OFF);
    }

    @Override
    public String getEventsLastTrouble() {
        return lastTrouble(told());
    }

    @Override
    public long getEventsTold() {
        return of(told(), KafkaReport::taken, 0L);
    }

    @Override
    public String getUsageState() {
        return of(usageReport(), KafkaReport::state, OFF);
    }

    @Override
    public String getUsageLastTrouble() {
        return lastTrouble(usageReport());
    }

    @Override
    public long getUsageTold() {
        return of(usageReport(), KafkaReport::taken, 0L);
    }

    @Override
    public int getUsageLag() {
        return usage.map(each -> each.flow().waiting()).orElse(0);
    }

    @Override
    public List<KafkaPartitionRow> listPartitions() {
        return of(mail(), KafkaReport::partitions, List.<KafkaReport.Partition>of()).stream()
                .map(p -> new KafkaPartitionRow(p.topic(), p.partition(), p.next(), p.lag())).toList();
    }

    @Override
    public List<String> rewind(String topic, int partition, String to) {
        return intake.orElseThrow(() -> new IllegalStateException("no mail is read from Kafka here"))
                .rewind(topic, partition < 0 ? OptionalInt.empty() : OptionalInt.of(partition), RewindTo.parse(to));
    }
}
