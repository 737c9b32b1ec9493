package org.packetboat.engine.sim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.why.Why;
import org.packetboat.engine.why.WhyText;

/** One node on a bench: simulated time, a store in memory, and links whose sessions the test holds by hand. */
public final class Rig {
    public static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    public final SimClock clock = new SimClock(START);
    public final HandLink line = new HandLink(this::settle);
    public final HandLink outlet = new HandLink(this::settle);
    public final List<StatusEvent> events = new ArrayList<>();
    public SimStore store = new SimStore(1);
    public MailQueue queue;
    public Node node;
    /** By name; may be changed. */
    public final Map<String, Link> links = new HashMap<>(Map.of("line", line, "outlet", outlet));
    private final List<Server> servers;
    private Policy policy;
    private Instant wake = START;
    private long secrets = 1_000_000_007L;

    public Rig(Policy policy) {
        this(List.of(Server.only("hub")), policy);
    }

    public Rig(List<Server> servers, Policy policy) {
        this.servers = servers;
        this.policy = policy;
        start();
    }

    private void start() {
        queue = new MailQueue(store);
        queue.offers().secretsOf(() -> ++secrets);
        node = new Node(servers, queue, new SimInbox(() -> {}), links, policy, events::add,
                clock.now(), clock::elapsed);
        settle();
    }

    /** The power fails, and comes back. */
    public void crash() {
        store.crash();
        store = store.reopen();
        start();
    }

    /** The same; meanwhile the schedule was changed. */
    public void crash(Policy changed) {
        policy = changed;
        crash();
    }

    /** The machine is off; when it starts again, its clock shows so much more, or less. */
    public void off(Duration shown) {
        clock.step(shown);
        crash();
    }

    public void replace(Policy changed) {
        policy = changed;
        node.replace(changed);
        settle();
    }

    /** Lets the node do all it can do now. */
    public void settle() {
        for (int i = 0; i < 3; i++)
            wake = node.step(clock.now());
        for (int i = 0; !wake.isAfter(clock.now()); i++) {
            wake = node.step(clock.now());
            if (i > 1000) throw new AssertionError("the node does not come to rest");
        }
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        Instant end = clock.now().plus(time);
        while (wake.isBefore(end)) {
            clock.passUntil(wake);
            settle();
        }
        clock.passUntil(end);
        settle();
    }

    /** The same, and the node looks only at what happens next. */
    public void passUnseen(Duration time) {
        clock.passUntil(clock.now().plus(time));
    }

    /** Puts the clock forward, or back. */
    public void shift(Duration by) {
        clock.step(by);
        settle();
    }

    /** Accepts a small message. */
    public QueueId send(String from, String... to) {
        return send(from, 500, to);
    }

    public QueueId send(String from, int size, String... to) {
        return accept(submission(from, to), new byte[size]);
    }

    public QueueId accept(Submission submission, byte[] bytes) {
        return ((Receipt.Accepted) submit(submission, bytes).orElseThrow()).id();
    }

    public Optional<Receipt> submit(Submission submission, byte[] bytes) {
        Incoming incoming = node.intake().begin(clock.now());
        if (submission.name().isPresent()) incoming.recognise();
        incoming.append(bytes, 0, bytes.length);
        List<Receipt> receipts = new ArrayList<>();
        incoming.commit(submission, clock.now(), receipts::add);
        settle();
        return receipts.stream().findFirst();
    }

    public static Submission submission(String from, String... to) {
        return Submission.plain(from.isEmpty() ? Optional.empty() : Optional.of(Address.parse(from)),
                Arrays.stream(to).map(Recipient::of).toList(), "test");
    }

    /** Gives a command and hears its answer. */
    public String say(Consumer<Consumer<String>> command) {
        List<String> answers = new ArrayList<>();
        command.accept(answers::add);
        settle();
        return answers.isEmpty() ? "(no answer)" : String.join("|", answers);
    }

    public long depth(String domain) {
        return queue.domain(new Domain(domain)).depth();
    }

    public List<Envelope> waiting(QueueId id) {
        return queue.envelopes(id);
    }

    public String text(Message message) {
        byte[] all = new byte[(int) message.size()];
        for (int at = 0; at < all.length;) {
            byte[] part = queue.body(message).read(at, all.length - at);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    public <T extends StatusEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What waits for sites, for plans. */
    public List<SiteLoad> loads() {
        List<SiteLoad> loads = new ArrayList<>();
        node.overview().loads(loads::addAll);
        settle();
        return loads;
    }

    /** Why a mail waits, as people are told. */
    public String why(QueueId id) {
        List<Why> said = new ArrayList<>();
        node.overview().why(new Target.OfMessage(id), 1, said::addAll);
        settle();
        return new WhyText(ZoneOffset.UTC).sentence(said.getFirst());
    }
}
