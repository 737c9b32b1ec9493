package org.packetboat.simulator.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.router.LearnedRoutes;
import org.packetboat.engine.sim.SimInbox;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;
import org.packetboat.protocols.smtp.client.Fetch;
import org.packetboat.protocols.smtp.sasl.SaslLogin;
import org.packetboat.simulator.world.books.Audit;
import org.packetboat.simulator.world.books.Journal;
import org.packetboat.simulator.world.books.Watchman;
import org.packetboat.simulator.world.disk.WatchedStore;
import org.packetboat.simulator.world.mail.Paper;
import org.packetboat.simulator.world.peer.Peer;

/**
 * One node of a world over all its lives: what is on its disk and its clock outlive the power, everything else is made
 * anew at each start. Speaks with others by the program's own sessions.
 */
final class Machine {
    /** The link that mail for a node's own people takes. */
    static final String MAILBOXES = "mailboxes";
    /** Those that lead to all other nodes. */
    static final List<String> WIRES = List.of("wire", "wire2");
    /** Longer than what is being changed stays undecided. */
    private static final Duration A_LITTLE = Duration.ofSeconds(20);
    /** Longer than a session takes to end in good order. */
    private static final Duration CLOSING = Duration.ofMinutes(2);

    private final String name;
    private final SimTime time;
    private final SplittableRandom random;
    private final Parts parts;
    private final Calls.World world;
    private final Trouble trouble;
    private final LocalClock clock;
    private final List<Server> servers;
    private final Journal journal;
    private final Set<QueueId> garbled = new HashSet<>();
    private final Map<String, Peer> peers = new TreeMap<>();
    private final Consumer<StatusEvent> hearer;
    private final Optional<Fetch> fetch;
    private final boolean knowsNames;
    private Policy policy;
    private SimStore disk;
    private Life life;
    private HubPart hub;
    private MailQueue queue;
    private Node node;
    private boolean down;
    private boolean full;
    private boolean stepPlanned;
    private boolean syncPlanned;
    private Instant wake = Instant.MIN;

    /** @param hearer is told of each event */
    Machine(String name, SimTime time, SplittableRandom random, Parts parts, Calls.World world, Trouble trouble,
            Policy policy, Consumer<StatusEvent> hearer) {
        this.name = name;
        this.time = time;
        this.random = random;
        this.parts = parts;
        this.world = world;
        this.trouble = trouble;
        this.policy = policy;
        this.hearer = hearer;
        this.clock = new LocalClock(time);
        this.servers = random.nextInt(3) > 0 ? List.of(Server.only(name)) : two(name);
        this.fetch = random.nextBoolean() ? Optional.of(anyFetch()) : Optional.empty();
        this.knowsNames = random.nextBoolean();
        this.journal = new Journal(name, world.ledger(), random.split());
        this.disk = new SimStore(random.nextLong());
        start();
    }

    /** Each with a line of its own. */
    private static List<Server> two(String name) {
        return List.of(new Server("east." + name, Set.of(WIRES.getFirst())),
                new Server("west." + name, Set.of(WIRES.getLast())));
    }

    private Fetch anyFetch() {
        Optional<SaslLogin> login = Optional.of(new SaslLogin(name, "secret", false, false, false, random));
        if (random.nextBoolean()) return Fetch.By.ATRN.as(login, List.of(name));
        List<String> nodes = List.of(name, "@" + name, "#" + world.sites().get(name).getFirst());
        return Fetch.By.ETRN.as(login, nodes.subList(random.nextInt(nodes.size()), nodes.size()));
    }

    /** How it fetches the mail that waits for it where it calls by SMTP. */
    Optional<Fetch> fetch() {
        return fetch;
    }

    private void start() {
        down = false;
        stepPlanned = false;
        syncPlanned = false;
        disk.defer();
        life = new Life(time, clock, parts);
        hub = new HubPart(this, life, world);
        queue = new MailQueue(parts.store(new WatchedStore(disk, life.guarded(this::syncSoon)::run)));
        queue.onArrival(this::stepSoon);
        queue.offers().secretsOf(random.split()::nextLong);
        journal.opened(queue);
        Calls calls = new Calls(this, life, world);
        Link mailboxes = new Mailboxes(name, life, world.ledger(), random.split(), trouble, world.isOrderly(),
                this::request);
        node = new Node(servers, queue, new SimInbox(this::stepSoon), Map.of(WIRES.getFirst(), calls, WIRES.getLast(),
                calls, LearnedRoutes.LINK, calls, MAILBOXES, mailboxes), parts.policy(policy), this::on,
                clock.instant(),
                () -> Duration.between(Instant.EPOCH, time.now()));
        node.refuseMailWhile(() -> full);
        if (knowsNames) node.deliverTo(to -> Optional.of(Mailboxes.UNKNOWN).filter(_ -> Mailboxes.isUnknown(to)));
        stepSoon();
        syncSoon();
    }

    private void on(StatusEvent event) {
        if (event instanceof StatusEvent.Sending sent) mustHaveBegun(sent);
        if (event instanceof StatusEvent.SessionEnded call) world.terms().check(name, call);
        journal.told(event, queue);
        hearer.accept(event);
    }

    /** Somebody here answers an offer of large mail, some time later. */
    private void request(Address who, Address ask) {
        life.in(Duration.ofMinutes(1 + random.nextInt(200)), () -> {
            byte[] text = (Paper.REQUEST + "\r\n").getBytes(StandardCharsets.US_ASCII);
            Incoming incoming = node.intake().begin(clock.instant());
            incoming.append(text, 0, text.length);
            incoming.commit(Submission.plain(Optional.of(who), List.of(Recipient.of(ask)), "world"), clock.instant(),
                    _ -> {});
        });
    }

    /** Of a big send in stages nothing leaves whose stage has not begun. */
    private void mustHaveBegun(StatusEvent.Sending sent) {
        if (queue.ledger().staged().of(sent.message()).filter(send -> send.isAhead(sent.id())).isPresent())
            throw new AssertionError(name + ": sent before its stage: " + sent);
    }

    /** The power fails; it comes back after a while. */
    void crash(Duration dark) {
        if (down) return;
        end(dark, SimStore::crash);
        peers.values().forEach(Peer::crash);
    }

    /** The program is killed: what it wrote, the system still has. */
    void kill(Duration dark) {
        if (down) return;
        end(dark, SimStore::kill);
    }

    /** The program is stopped, as an operator does it. @param cut whether in the middle of transfers */
    void stop(boolean cut, Duration dark) {
        node.close(cut);
        life.in(CLOSING, () -> {
            disk.sync();
            end(dark, SimStore::close);
        });
    }

    private void end(Duration dark, Consumer<SimStore> how) {
        down = true;
        life.end();
        how.accept(disk);
        disk = disk.reopen();
        peers.values().forEach(Peer::free);
        time.in(dark, this::start);
    }

    /** The disk refuses the next writes. */
    void refuseWrites(int count) {
        world.data().refuses(name);
        disk.failNext(count);
    }

    /** Sees whether anything is forgotten. */
    void watch() {
        Watchman watchman = new Watchman(node, queue, life.hostsDown());
        watchman.look(clock.instant());
        life.in(A_LITTLE, () -> watchman.lookAgain(clock.instant()));
    }

    /** What an audit looks through: no write is under way. */
    Audit.Books books() {
        disk.failNext(0);
        disk.sync();
        journal.read();
        return new Audit.Books(name, disk, queue, garbled);
    }

    /** The disk garbles a message that waits, or its envelopes. */
    void garble() {
        List<QueueId> waiting = queue.domains().stream().map(DomainQueue::domain).sorted().map(queue::walk)
                .flatMap(walk -> walk.peek().map(e -> e.id().message()).stream()).toList();
        if (waiting.isEmpty()) return;
        QueueId bad = waiting.get(random.nextInt(waiting.size()));
        List<Envelope> envelopes = queue.envelopes(bad);
        if (envelopes.isEmpty() || !garbled.add(bad)) return;
        Paper.find(queue.body(envelopes.getFirst().message())).ifPresent(world.ledger()::damaged);
        disk.garble(random.nextBoolean() ? Family.BODIES : Family.ENVELOPES,
                key -> ByteBuffer.wrap(key).getLong() == bad.number());
    }

    /** Whether there is too little room on the disk for new mail. */
    void full(boolean now) {
        full = now;
        if (!down) node.roomLeft(now ? 0 : Long.MAX_VALUE, clock.instant());
    }

    private void stepSoon() {
        if (stepPlanned || down) return;
        stepPlanned = true;
        life.in(Duration.ofMillis(random.nextInt(100)), this::step);
    }

    private void step() {
        stepPlanned = false;
        wake = node.step(clock.instant());
        Instant asked = wake;
        life.when(asked, () -> {
            if (!stepPlanned && asked.equals(wake)) stepSoon();
        });
    }

    private void syncSoon() {
        if (syncPlanned || disk.waiting() == 0) return;
        syncPlanned = true;
        life.in(Duration.ofMillis(random.nextInt(100)), () -> {
            syncPlanned = false;
            disk.sync();
            syncSoon();
        });
    }

    /** Its clock was touched: who waits for a time must look anew. */
    void clockTouched() {
        if (!down) stepSoon();
    }

    /** @param routing whether it learns of routes, too: those stay */
    void replace(Policy changed, boolean routing) {
        Policy before = policy;
        policy = changed;
        Policy told = parts.policy(changed);
        if (!down && routing) node.change(now -> told.learning(now.routes().learned()));
        else if (!down) node.replace(told);
        if (before.equals(changed)) stepSoon();
    }

    String name() {
        return name;
    }

    boolean isDown() {
        return down;
    }

    Life life() {
        return life;
    }

    HubPart hub() {
        return hub;
    }

    LocalClock clock() {
        return clock;
    }

    Node node() {
        return node;
    }

    MailQueue queue() {
        return queue;
    }

    SimStore disk() {
        return disk;
    }

    Journal journal() {
        return journal;
    }

    Policy policy() {
        return policy;
    }

    Intake intake() {
        return node.intake();
    }

    /** What it keeps about another that it speaks UUCP with. */
    Peer peer(String other) {
        return peers.computeIfAbsent(other, _ -> new Peer(random.split()));
    }

    /** What its present life speaks. */
    Sessions sessions() {
        return new Sessions(this, life, world);
    }
}
