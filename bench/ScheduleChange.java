import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.connectors.system.MonotonicClock;
import org.packetboat.connectors.system.NodeRunner;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.connectors.system.WaitingInbox;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.status.StatusEvent;

/**
 * How long a changed schedule takes to be in force for all mail that is queued: arguments are the number of domains, of
 * messages to each of them, and a folder. Prints what each change took until the node has set its timers.
 */
final class ScheduleChange {
    private static final Window NEVER = _ -> Optional.empty();

    private ScheduleChange() {}

    public static void main(String[] args) throws Exception {
        int domains = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory(Path.of(args[2]), "schedule-change");
        SystemClock clock = new SystemClock();
        WaitingInbox inbox = new WaitingInbox();
        CountDownLatch expired = new CountDownLatch(1);
        try (RocksStore store = new RocksStore(folder)) {
            MailQueue queue = new MailQueue(store);
            queue.onArrival(inbox::wake);
            Node node = new Node(queue, inbox, Map.of(), policy(domains, Duration.ofDays(5)), event -> {
                if (event instanceof StatusEvent.Expired) expired.countDown();
            }, clock.instant(), new MonotonicClock());
            try (NodeRunner runner = new NodeRunner(node, inbox, clock).start()) {
                fill(node, clock, domains, messages);
                long queued = (long) domains * messages;
                System.out.printf("queued %,d envelopes for %,d domains%n", queued, domains);
                take("msdead 5d -> 10d", queue, node, policy(domains, Duration.ofDays(10)));
                take("msdead 10d -> 1d", queue, node, policy(domains, Duration.ofDays(1)));
                long began = System.nanoTime();
                double busy = busy();
                node.replace(policy(domains, Duration.ofSeconds(1)));
                expired.await();
                System.out.printf("msdead 1d -> 1s: the first expires after %.2f s, the node computed %.2f s%n",
                        seconds(began), busy() - busy);
            }
        } finally {
            delete(folder);
        }
    }

    private static void take(String what, MailQueue queue, Node node, Policy changed) throws InterruptedException {
        Optional<Long> before = queue.terms();
        long began = System.nanoTime();
        double busy = busy();
        node.replace(changed);
        while (queue.terms().equals(before))
            Thread.sleep(5);
        System.out.printf("%s: in force after %.2f s, of which the node computed %.2f s%n", what, seconds(began),
                busy() - busy);
    }

    /** Processor time of the node's thread, in seconds: what counts where others use the machine, too. */
    private static double busy() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("node"))
                .mapToLong(t -> threads.getThreadCpuTime(t.threadId())).sum() / 1e9;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void fill(Node node, SystemClock clock, int domains, int messages) throws InterruptedException {
        List<Recipient> all = new ArrayList<>();
        for (int i = 0; i < domains; i++)
            all.add(Recipient.of("a@d" + i + ".example"));
        for (int at = 0; at < domains; at += 10_000) {
            List<Recipient> some = all.subList(at, Math.min(domains, at + 10_000));
            for (int m = 0; m < messages; m++) {
                Incoming incoming = node.intake().begin(clock.instant());
                incoming.append(new byte[500], 0, 500);
                CountDownLatch done = new CountDownLatch(1);
                incoming.commit(Submission.plain(Optional.of(Address.parse("s@x.example")), some, "bench"),
                        clock.instant(), _ -> done.countDown());
                done.await();
            }
        }
    }

    private static Policy policy(int domains, Duration msdead) {
        Transport host = new Transport.Smtp(Optional.of("127.0.0.1"), 25, org.packetboat.engine.peer.Tls.OFF);
        Route all = new Route("all", List.of(DomainPattern.parse("*")), NEVER, "never", "line", host, 2,
                Duration.ofMinutes(1), msdead, AtClose.DRAIN, 1000);
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", "outlet", new Transport.Maildir("mail"),
                1, Duration.ofMinutes(1), Duration.ofDays(5), AtClose.DRAIN, 1_000_000);
        return new Policy("hub.example", Set.of(new Domain("local.example")), outlet, new RouteTable(List.of(all)),
                Names.NONE, true, Duration.ofDays(5), Duration.ofHours(4), 10_000_000, Reporting.USUAL);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList())
                Files.delete(file);
        }
    }
}
