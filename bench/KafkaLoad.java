import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records for bench/kafka-intake, and waits until a group has read them. Run as a source file:
 *
 * <pre>
 * KafkaLoad.java write SERVER TOPIC KIND COUNT SIZE   KIND: message (RFC 5322), json, batch (1000 recipients each)
 * KafkaLoad.java wait SERVER GROUP COUNT              prints how many seconds it took, then returns
 * </pre>
 */
public final class KafkaLoad {
    private static final int DOMAINS = 1000;
    private static final String WORDS = "the price of bread and butter has risen again so tell every branch by monday ";

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "write" -> write(args[1], args[2], args[3], Integer.parseInt(args[4]), Integer.parseInt(args[5]));
            case "wait" -> await(args[1], args[2], Long.parseLong(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void write(String server, String topic, String kind, int count, int size) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server, "linger.ms", 20, "batch.size", 256 << 10),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++)
                producer.send(record(topic, kind, i, size));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String kind, int number, int size) {
        String to = "desk@d" + number % DOMAINS + ".example";
        if (kind.equals("json"))
            return new ProducerRecord<>(topic, utf8("{\"from\":\"bulk@bench.example\",\"to\":\"" + to
                    + "\",\"subject\":\"Prices " + number
                    + "\",\"text\":\"" + text(number, size - 120, "\\n") + "\"}"));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, utf8("From: bulk@bench.example\nTo: " + to
                + "\nSubject: Prices " + number + "\n\n" + text(number, size - 90, "\n")));
        record.headers().add("mail-from", utf8("bulk@bench.example"));
        record.headers().add("rcpt-to", utf8(kind.equals("batch") ? everybody() : to));
        return record;
    }

    private static String everybody() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < DOMAINS; i++)
            all.append(i == 0 ? "" : ",").append("desk@d").append(i).append(".example");
        return all.toString();
    }

    /** Lines of 70 characters, of words that are there in another order each time. */
    private static String text(int number, int length, String lineEnd) {
        SplittableRandom random = new SplittableRandom(number);
        StringBuilder text = new StringBuilder(length + 80);
        while (text.length() < length) {
            int from = random.nextInt(WORDS.length());
            text.append(WORDS, from, WORDS.length()).append(WORDS, 0, from).append(lineEnd);
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(String server, String group, long count) throws Exception {
        long began = System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
            while (taken(admin, group) < count)
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        System.out.printf("%.3f%n", (System.nanoTime() - began) / 1e9);
    }

    private static long taken(Admin admin, String group) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset).sum();
    }
}
