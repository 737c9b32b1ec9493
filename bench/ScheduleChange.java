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
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Msdead;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Terms;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.status.StatusEvent;

/**
 * How long a changed schedule takes to be in force for all mail that is queued: arguments are the number of domains, of
 * messages to each of them, and a folder. Prints what each change took until the node has set its timers, or has
 * asked for all that it concerns.
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
            Node node = new Node(queue, inbox, Map.of(), policy(Duration.ofDays(5)), event -> {
                if (event instanceof StatusEvent.Expired) expired.countDown();
            }, clock.instant(), new MonotonicClock());
            try (NodeRunner runner = new NodeRunner(node, inbox, clock).start()) {
                fill(node, clock, domains, messages);
                long queued = (long) domains * messages;
                System.out.printf("queued %,d envelopes for %,d domains%n", queued, domains);
                take("msdead 5d -> 10d", queue, node, policy(Duration.ofDays(10)));
                take("msdead 10d -> 1d", queue, node, policy(Duration.ofDays(1)));
                answered("another route", node, policy(route("other", NEVER, lives(Duration.ofDays(1)))));
                take("too-large: return, windows of 10 min", queue, node, returning(Duration.ofMinutes(10)));
                take("too-large: return, windows of 1 min", queue, node, returning(Duration.ofMinutes(1)));
                long began = System.nanoTime();
                double busy = busy();
                node.replace(policy(Duration.ofSeconds(1)));
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

    /** What the change itself does: the node answers nothing before it is done. */
    private static void answered(String what, Node node, Policy changed) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        long began = System.nanoTime();
        double busy = busy();
        node.replace(changed);
        node.overview().message(new QueueId(1), _ -> answered.countDown());
        answered.await();
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

    private static Policy policy(Duration msdead) {
        return policy(route("all", NEVER, lives(msdead)));
    }

    private static Terms lives(Duration msdead) {
        return Terms.usual(Msdead.after(msdead), AtClose.DRAIN);
    }

    /** What is too large for a window once a year, of this length, comes back. */
    private static Policy returning(Duration open) {
        Instant next = Instant.now().plus(Duration.ofDays(20));
        Window yearly = at -> Optional.of(new Interval(next, next.plus(open))).filter(w -> at.isBefore(w.close()));
        return policy(route("other", yearly, lives(Duration.ofDays(1)).with(TooLarge.RETURN)));
    }

    private static Route route(String site, Window window, Terms terms) {
        Transport host = new Transport.Smtp(Optional.of("127.0.0.1"), 25, org.packetboat.engine.peer.Tls.OFF);
        return new Route(site, List.of(DomainPattern.parse("*")), window, window.toString(), "line", host, 2,
                Duration.ofMinutes(1), 1000, Optional.empty(), List.of(), terms);
    }

    private static Policy policy(Route all) {
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
