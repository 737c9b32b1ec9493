package org.packetboat.connectors.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.system.WaitingInbox;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.sim.Rig;

/** A block of the queue's order that is damaged, and holds places of several domains: all their mail goes, once. */
class SharedBlockTest {
    private static final int DOMAINS = 400;
    private static final Duration MOST = Duration.ofMinutes(2);

    @TempDir
    Path folder;
    private RocksStore store;
    private Instant now = Rig.START;
    private boolean open;
    private final Set<String> delivered = new HashSet<>();
    private int twice;

    @AfterEach
    void close() {
        store.close();
    }

    private Link.Session call(Call call, Supply supply) {
        if (open) supply.next(first -> deliver(supply, first));
        else supply.ended(new Ending.Unreached(new Reply(451, "4.4.1", "closed")));
        return (_, _) -> {};
    }

    private void deliver(Supply supply, Optional<Transfer> next) {
        if (next.isEmpty()) {
            supply.ended(new Ending.Finished());
            return;
        }
        Recipient to = next.get().envelope().recipients().getFirst();
        if (!delivered.add(to.toString())) twice++;
        supply.settle(next.get().envelope().id(),
                Map.of(to, new Outcome.Delivered(new Reply(250, "2.0.0", "taken"), false)));
        supply.next(more -> deliver(supply, more));
    }

    private static void send(Node node) {
        CompletableFuture<Receipt> answer = new CompletableFuture<>();
        Incoming mail = node.intake().begin(Rig.START);
        mail.append(new byte[100], 0, 100);
        mail.commit(Submission.plain(Optional.of(Address.parse("a@b.example")), IntStream.range(0, DOMAINS)
                .mapToObj(i -> Recipient.of("info@branch" + i + ".example")).toList(), "test"), Rig.START,
                answer::complete);
        assertInstanceOf(Receipt.Accepted.class, answer.join());
    }

    private void damageTheOrder() throws IOException {
        String table = store.read(files -> {
            files.flush();
            return files.db().getLiveFilesMetaData().stream()
                    .filter(t -> new String(t.columnFamilyName(), StandardCharsets.UTF_8).equals("order")).findFirst()
                    .orElseThrow().fileName();
        });
        Path file = folder.resolve("queue").resolve(table.replace("/", ""));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 4] ^= 0x55;
        Files.write(file, bytes);
    }

    @Test
    void mailOfAllDomainsInTheBlockGoesOnce() throws IOException {
        store = new RocksStore(folder);
        Node node = new Node(new MailQueue(store), new WaitingInbox(), Map.of("line", (Link) this::call),
                policy(route("net", "*")), _ -> {}, now, () -> Duration.ZERO);
        send(node);
        node.step(now);
        damageTheOrder();
        open = true;
        Instant last = Instant.now().plus(MOST);
        while (delivered.size() < DOMAINS && Instant.now().isBefore(last)) {
            now = now.plus(Duration.ofSeconds(1));
            if (now.isAfter(Rig.START.plus(Duration.ofMinutes(30)))) now = Rig.START.plus(Duration.ofMinutes(30));
            node.step(now);
        }
        assertEquals(DOMAINS, delivered.size());
        assertEquals(0, twice);
        try (Stream<Path> kept = Files.list(folder.resolve("damaged"))) {
            assertTrue(kept.anyMatch(copy -> copy.toString().endsWith(".sst")), "nobody met the damage");
        }
    }
}
