package org.packetboat.connectors.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.packetboat.connectors.batch.NativeCoders;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.connectors.system.NodeRunner;
import org.packetboat.connectors.system.WaitingInbox;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.uucp.greeting.Admission;
import org.packetboat.protocols.uucp.greeting.CallerRights;

/** A server of one's own with a folder for disks, and one far side; a disk is plugged in by a link at that folder. */
final class DiskHost implements AutoCloseable {
    static final Duration WEEK = Duration.ofDays(7);
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private static final Reply LATER = new Reply(450, "4.3.0", "Later");
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");

    final Queue<StatusEvent> events = new ConcurrentLinkedQueue<>();
    /** How often mail was put on a disk. */
    final AtomicLong carried = new AtomicLong();
    final MailQueue queue;
    final Node node;
    final DiskPost post;
    private final String name;
    private final Path slot;
    private final RocksStore store;
    private final NodeRunner runner;
    private final Map<String, Integer> arrived;
    private volatile boolean keeps;
    private volatile CallerRights rights = CallerRights.ALL;
    private final Shifted clock = new Shifted();

    /** A clock that can be put forward. */
    private static final class Shifted implements java.time.InstantSource {
        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }
    }

    DiskHost(Path folder, String name, String far) throws IOException {
        this(folder, name, far, Optional.empty(), new ConcurrentHashMap<>());
    }

    DiskHost(Path folder, String name, String far, Optional<String> key, Map<String, Integer> arrived)
            throws IOException {
        this(folder, name, far, key, arrived, 1 << 30);
    }

    /** @param arrived what was delivered before, by recipient and subject @param heap that disks see, in bytes */
    DiskHost(Path folder, String name, String far, Optional<String> key, Map<String, Integer> arrived, long heap)
            throws IOException {
        this.name = name;
        this.arrived = arrived;
        this.slot = folder.resolve(name + "-slot");
        Path data = Files.createDirectories(folder.resolve(name));
        store = new RocksStore(data.resolve("queue"));
        WaitingInbox inbox = new WaitingInbox();
        queue = new MailQueue(store, FolderEpoch.at(clock.instant(), new SecureRandom().nextLong()));
        queue.onArrival(inbox::wake);
        queue.offers().secretsOf(new SecureRandom()::nextLong);
        node = new Node(queue, inbox, Map.of("outlet", new Outlet(), "stick", new AwaitedLink()), policy(name, far),
                this::hear, clock.instant(), () -> Duration.ofNanos(System.nanoTime()).plus(clock.by));
        runner = new NodeRunner(node, inbox, clock).start();
        DiskPost.Address address = new DiskPost.Address("stick", slot, far, WEEK,
                key.map(words -> new Seal(words, new SecureRandom())));
        DiskPost.Surroundings around = new DiskPost.Surroundings(name + ".example", name, data.resolve("disks"),
                new NativeCoders(), node.intake(), clock, Duration.ofMillis(20), new DiskMemory(heap));
        post = new DiskPost(address, around, () -> new Admission(far, rights),
                session -> node.answered(far, "stick", session), queue::envelope).start();
    }

    private void hear(StatusEvent event) {
        events.add(event);
        if (event instanceof StatusEvent.Deferred put && put.reply().isPositive()) carried.incrementAndGet();
    }

    private static Policy policy(String name, String far) {
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", "outlet", new Transport.Maildir("mail"),
                1, Duration.ofMinutes(1), Duration.ofDays(100), AtClose.DRAIN, 1_000_000);
        Route disk = new Route(far, List.of(DomainPattern.parse("*." + far + ".example"),
                DomainPattern.parse(far + ".example")), SimRoutes.NEVER, "never", "stick",
                new Transport.Uucp(far, Optional.empty(), Optional.empty(), Optional.empty()), 2,
                Duration.ofMinutes(1), Duration.ofDays(100), AtClose.DRAIN, 1_000_000);
        Set<Domain> local = new java.util.HashSet<>(Set.of(new Domain(name + ".example")));
        for (int i = 0; i < 100; i++)
            local.add(new Domain("s" + i + "." + name + ".example"));
        return new Policy(name + ".example", local, outlet, new RouteTable(List.of(disk)), Names.NONE, true,
                Duration.ofDays(100), Duration.ofHours(4), 100_000_000, Reporting.USUAL);
    }

    /** From now on the far side may do this. */
    void allow(CallerRights changed) {
        rights = changed;
    }

    /** From now on local mail waits in its queues. */
    void keep() {
        keeps = true;
    }

    /** How much waits for all domains of a server. */
    long waitingBehind(String server) {
        return queue.domains().stream().filter(d -> d.domain().name().endsWith("." + server)).mapToLong(d -> d.depth())
                .sum();
    }

    /** Everybody lives here but nobody@. */
    private final class Outlet implements Link {
        @Override
        public Session open(Call call, Supply supply) {
            if (keeps) supply.ended(new Ending.Unreached(LATER));
            else next(supply);
            return (_, _) -> {};
        }

        @Override
        public int capacity() {
            return 1;
        }

        private void next(Supply supply) {
            supply.take(new Demand(64, Long.MAX_VALUE), transfers -> {
                if (transfers.isEmpty()) {
                    supply.ended(new Ending.Finished());
                } else {
                    transfers.forEach(transfer -> supply.settle(transfer.envelope().id(), deliver(transfer)));
                    next(supply);
                }
            });
        }

        private Map<Recipient, Outcome> deliver(Transfer transfer) {
            String text = new String(transfer.body().read(0, 4000), StandardCharsets.UTF_8);
            String subject = text.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElse("?");
            return transfer.envelope().recipients().stream().collect(Collectors.toMap(to -> to, to -> {
                if (to.address().localPart().equals("nobody")) return new Outcome.Refused(NO);
                arrived.merge(to.address() + " " + subject.substring(subject.indexOf(' ') + 1), 1, Integer::sum);
                return new Outcome.Delivered(OK, false);
            }));
        }
    }

    /** What was delivered here, and how often. */
    Map<String, Integer> arrived() {
        return arrived;
    }

    void send(String subject, String... to) {
        send(subject, 0, to);
    }

    /** @param filling bytes of text that can't be compressed */
    void send(String subject, int filling, String... to) {
        byte[] head = ("From: s@" + name + ".example\r\nSubject: " + subject + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[filling];
        new java.util.Random(subject.hashCode()).ints(filling, 'a', 'z').forEach(new java.util.function.IntConsumer() {
            private int at;

            @Override
            public void accept(int letter) {
                text[at++] = (byte) (at % 70 == 0 ? '\n' : letter);
            }
        });
        byte[] body = new String(text, StandardCharsets.US_ASCII).replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + body.length + 2);
        System.arraycopy(body, 0, all, head.length, body.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        Incoming incoming = node.intake().begin(clock.instant());
        incoming.append(all, 0, all.length);
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        incoming.commit(Submission.plain(Optional.of(Address.parse("s@" + name + ".example")),
                Arrays.stream(to).map(Recipient::of).toList(), "test"), clock.instant(), receipt::complete);
        if (!(receipt.join() instanceof Receipt.Accepted)) throw new AssertionError(receipt.join());
    }

    /** Envelopes that wait here for the far side's main domain. */
    long waiting(String domain) {
        return queue.domain(new Domain(domain)).depth();
    }

    /** A disk is plugged in: from now on it is at the folder. */
    DiskHost plug(Path disk) throws IOException {
        Path fresh = slot.resolveSibling(slot.getFileName() + "-new");
        Files.createSymbolicLink(fresh, disk);
        Files.move(fresh, slot, java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** It is pulled. */
    void pull() throws IOException {
        Files.deleteIfExists(slot);
    }

    /** Some time passes. */
    void later(Duration time) {
        clock.by = clock.by.plus(time);
    }

    <T extends StatusEvent> List<T> events(Class<T> kind) {
        return new ArrayList<>(events.stream().filter(kind::isInstance).map(kind::cast).toList());
    }

    @Override
    public void close() throws IOException {
        post.close();
        runner.close();
        store.close();
    }
}
