package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.packetboat.engine.accept.QueueIntake;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.protocols.smtp.syntax.Network;

/** A disk that does not get on with the texts of large messages is nobody else's business. */
@Timeout(60)
class LargeTextsTest {
    private static final int MANY = 20;
    private static final String LINE = "x".repeat(70) + "\r\n";
    private static final String LARGE = LINE.repeat(5_000);

    private final StuckDisk disk = new StuckDisk(new SimStore(1));
    private final MailQueue queue = new MailQueue(disk);
    private final Policy policy = SimRoutes.policy(SimRoutes.route("far", "*"));
    private final SmtpServer server = SmtpServer.start(
            SmtpServerSettings.plain(SmtpServerSettings.listenAddress("127.0.0.1:0"), new Domain("hub.example.com"),
                    List.of(Network.parse("127.0.0.0/8"))),
            new QueueIntake(queue, () -> policy, new Notices(queue)), _ -> true, InstantSource.system());

    @AfterEach
    void close() {
        disk.free.countDown();
        server.close();
    }

    private RealClient client() {
        return new RealClient(server.address()).expect("220 hub.example.com ESMTP Packetboat").say("HELO x")
                .expect("250 hub.example.com");
    }

    private static RealClient data(RealClient client) {
        return client.say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA").expect("250 2.1.0 Ok")
                .expect("250 2.1.5 Ok").expect("354 End data with <CR><LF>.<CR><LF>");
    }

    @Test
    void aSmallClientDoesNotWaitForLargeOnes() {
        List<RealClient> large = new ArrayList<>();
        for (int i = 0; i < MANY; i++)
            large.add(data(client()));
        large.forEach(client -> Thread.ofVirtual().start(() -> client.say(LARGE + ".")));
        Awaitility.await().until(() -> disk.waiting.get() > 0);
        assertEquals(Set.of("smtp-text"), disk.large, "threads that wait for the disk");
        try (RealClient small = client()) {
            data(small).say("hello\r\n.").expectQueued();
            small.say("QUIT").expect("221 2.0.0 Bye");
        }
        disk.small = false;
        disk.free.countDown();
        for (RealClient client : large) {
            String stored = text(client.expectQueued());
            assertEquals(LARGE, stored.substring(stored.length() - LARGE.length()));
            client.close();
        }
        assertEquals(Set.of("smtp-text"), disk.large, "threads that had to do with the disk for large messages");
    }

    private String text(QueueId id) {
        Envelope envelope = queue.envelopes(id).getFirst();
        Body body = queue.body(envelope.message());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < body.size())
            all.writeBytes(body.read(all.size(), 100_000));
        return all.toString(StandardCharsets.US_ASCII);
    }

    /** Takes commits, and no pieces of bodies before the test says so. */
    private static final class StuckDisk implements Store {
        private final Store disk;
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicInteger waiting = new AtomicInteger();
        /** The kinds of threads that brought large messages to it; a connection's own thread is none of them. */
        private final Set<String> large = ConcurrentHashMap.newKeySet();
        private volatile boolean small = true;

        StuckDisk(Store disk) {
            this.disk = disk;
        }

        @Override
        public synchronized void commit(Batch batch, Answer answer) {
            if (!small) note();
            disk.commit(batch, answer);
        }

        @Override
        public void stage(Batch batch) {
            if (batch.changes().stream().anyMatch(c -> c.family() == Family.BODIES)) await();
            synchronized (this) {
                disk.stage(batch);
            }
        }

        @Override
        public void renew(Family family) {
            disk.renew(family);
        }

        private void note() {
            large.add(Thread.currentThread().getName().replaceAll("-\\d+$", ""));
        }

        private void await() {
            note();
            waiting.incrementAndGet();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public synchronized Optional<byte[]> get(Family family, byte[] key) {
            return disk.get(family, key);
        }

        @Override
        public synchronized long count(byte[] key) {
            return disk.count(key);
        }

        @Override
        public synchronized Cursor scan(Family family, byte[] from, byte[] to) {
            return disk.scan(family, from, to);
        }

        @Override
        public synchronized void close() {
            disk.close();
        }
    }
}
