package org.packetboat.connectors.rocksdb;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimInbox;
import org.packetboat.engine.sim.SimRoutes;

/** How much heap a domain costs that has mail waiting, while nothing can be sent. */
class DomainHeapTest {
    /** A line of the list of classes: number, instances, bytes, name. */
    private static final Pattern CLASS = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");
    private static final int FEW = 20_000;
    private static final int MANY = 90_000;
    private static final long LIMIT = 300;
    /** A site that failed so often has rested longer each time. */
    private static final int FAILURES = 3;
    private static final int A_MESSAGE = 10_000;
    private static final Instant NOW = Rig.START;
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    @TempDir
    Path folder;
    private RocksStore store;
    private Node node;
    private final AtomicInteger calls = new AtomicInteger();
    private int domains;
    private Instant now = NOW;

    @AfterEach
    void close() {
        store.close();
    }

    private void start(Route route) {
        Policy policy = policy(route);
        store = new RocksStore(folder);
        node = new Node(new MailQueue(store), new SimInbox(() -> {}), Map.of("line", (Link) this::busy), policy,
                _ -> {}, NOW, () -> Duration.ZERO);
    }

    private Link.Session busy(Call call, Supply supply) {
        calls.incrementAndGet();
        String heardNow = String.join(": ", "no connection", "connection refused");
        supply.ended(new Ending.Unreached(new Reply(451, "4.4.1", heardNow)));
        return (_, _) -> {};
    }

    private void fillUpTo(int count) {
        for (; domains < count; domains += A_MESSAGE)
            send(IntStream.range(domains, domains + A_MESSAGE));
        send(IntStream.of(0)); // the store remembers its last batch: now that is a small one
        settle();
    }

    private void send(IntStream branches) {
        CompletableFuture<Receipt> answer = new CompletableFuture<>();
        Incoming mail = node.intake().begin(NOW);
        mail.append(new byte[100], 0, 100);
        mail.commit(Submission.plain(Optional.of(Address.parse("a@b.example")),
                branches.mapToObj(i -> Recipient.of("info@branch" + i + ".example")).toList(), "test"), NOW,
                answer::complete);
        assertInstanceOf(Receipt.Accepted.class, answer.join());
    }

    /** Lets the node do all it can do now. */
    private void settle() {
        for (int idle = 0; idle < 3; idle++) {
            int before = calls.get();
            boolean done = node.step(now).isAfter(now);
            if (!done || calls.get() > before) idle = 0;
        }
    }

    /** The bytes of all objects that are in use; what the collector leaves between them is not counted. */
    private static long used() {
        try {
            String classes = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[]{new String[0]}, new String[]{String[].class.getName()});
            return classes.lines().map(CLASS::matcher).filter(Matcher::matches)
                    .filter(line -> !line.group(2).contains("FillerElement")).mapToLong(l -> Long.parseLong(l.group(1)))
                    .sum();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private void measure() {
        fillUpTo(FEW);
        long before = used();
        fillUpTo(MANY);
        judge(used() - before, MANY - FEW);
    }

    private static void judge(long heap, int domains) {
        long each = heap / domains;
        assertTrue(each <= LIMIT, each + " bytes of heap for each domain that waits; expected at most " + LIMIT);
    }

    /** Every site is called again and again, and answers none of the calls. */
    private void fail() {
        int before = calls.get();
        for (int i = 1; i < FAILURES; i++) {
            now = now.plus(LONGEST_REST);
            settle();
        }
        assertTrue(calls.get() - before >= (FAILURES - 1) * domains);
    }

    @Test
    void aDomainOfASiteThatIsShut() {
        start(with(route("net", "*"), once(hour(100), hour(101))));
        measure();
    }

    @Test
    void aDomainThatIsASiteByItselfAndIsShut() {
        start(with(with(route("net", "*"), SimRoutes.DNS), once(hour(100), hour(101))));
        measure();
    }

    @Test
    void aDomainThatIsASiteByItselfAndRests() {
        start(with(route("net", "*"), SimRoutes.DNS));
        measure();
    }

    @Test
    void aDomainThatIsASiteByItselfAndFailedAgainAndAgain() {
        start(with(route("net", "*"), SimRoutes.DNS));
        fillUpTo(FEW / 2);
        fail();
        long before = used();
        fillUpTo(FEW);
        fail();
        judge(used() - before, FEW / 2);
    }
}
