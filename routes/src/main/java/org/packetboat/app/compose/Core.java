package org.packetboat.app.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.packetboat.app.compose.backup.Restoration;
import org.packetboat.app.compose.fleet.Fleet;
import org.packetboat.app.compose.provision.ProvisionedNow;
import org.packetboat.app.compose.push.HubCalls;
import org.packetboat.app.compose.queue.QueuePlace;
import org.packetboat.app.compose.recipients.Recipients;
import org.packetboat.app.compose.usage.UsageView;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.HistoryKeeping;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.app.planning.Planning;
import org.packetboat.app.process.FileModes;
import org.packetboat.app.web.board.BoardMemory;
import org.packetboat.app.web.board.PlanMemory;
import org.packetboat.app.web.book.PastCalls;
import org.packetboat.app.web.book.CallFiles;
import org.packetboat.app.web.book.PlannedCalls;
import org.packetboat.app.web.book.RecentEvents;
import org.packetboat.app.web.report.ReturnedMail;
import org.packetboat.connectors.history.HistoryRecorder;
import org.packetboat.connectors.history.HistorySettings;
import org.packetboat.connectors.jmx.Notifier;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.connectors.system.DiskReserve;
import org.packetboat.connectors.system.EventLog;
import org.packetboat.connectors.system.MonotonicClock;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.connectors.system.WaitingInbox;
import org.packetboat.connectors.watch.DeliveryTimes;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.history.DeliveryHistory;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.time.Elapsed;

/**
 * Queue and node of a server, with what they stand on. Adapters are built around it; none of it runs by itself.
 *
 * @param place   the queue, and the disk that it lies on
 * @param links   by name; {@link Transports} keeps it up to date while the server runs
 * @param reserve keeps room on the disk; no mail is taken in while there is too little
 * @param history what became of mail
 * @param fleet   how branches are
 * @param recipients who there is, by lists
 * @param provisioned the configuration with what is provisioned now
 */
record Core(Configuration configuration, SystemClock clock, WaitingInbox inbox, QueuePlace.Opened place, Node node,
        Map<String, Link> links, Watched watched, DiskReserve reserve, DeliveryHistory history, Fleet fleet,
        Recipients recipients, ProvisionedNow provisioned) {
    /** Who hears of every event, beside the log. */
    record Watched(Tally tally, DeliveryTimes times, Notifier notifier, Planning planning,
            Optional<BoardMemory> board, ReturnedMail returned, HubCalls calls) {
        /** @param history one more, if there is one */
        Watchers all(Optional<HistoryRecorder> history) {
            List<Watcher> always = List.of(new EventLog(), tally, times, notifier, planning,
                    calls);
            return new Watchers(Stream.of(always.stream(), history.stream(),
                    board.stream().flatMap(b -> Stream.concat(b.watchers().stream(), Stream.of(returned))))
                    .<Watcher>flatMap(w -> w).toList());
        }
    }

    /** Listeners over JMX hear of events in the words of everybody else. */
    private record JmxWords(EventJson events) implements Notifier.Words {
        @Override
        public String name(StatusEvent event) {
            return EventJson.name(event);
        }

        @Override
        public List<String> names() {
            return EventJson.names();
        }

        @Override
        public String json(StatusEvent event) {
            return new String(events.writeWithoutId(event), StandardCharsets.UTF_8);
        }
    }

    /**
     * Opens the queue.
     *
     * @param place where it is kept
     * @param parts gets what has to be closed
     * @throws IOException if the data folder can't be made
     */
    static Core of(Setup setup, QueuePlace place, Parts parts) throws IOException {
        Configuration configuration = setup.configuration();
        FileModes.makePrivate(configuration.places().data());
        Restoration.mustBeWhole(configuration.places().data());
        Elapsed elapsed = new MonotonicClock();
        SystemClock clock = new SystemClock(setup.policy().clock(), elapsed);
        WaitingInbox inbox = new WaitingInbox();
        DiskReserve reserve = parts
                .add(new DiskReserve(configuration.places().data(), configuration.places().minfree()));
        reserve.look();
        FolderEpoch epoch = FolderEpoch.at(clock.instant(), new SecureRandom().nextLong());
        QueuePlace.Opened opened = place.open(configuration.places().data(), epoch, inbox::wake);
        parts.add(opened.closing());
        MailQueue queue = opened.queue();
        queue.onArrival(inbox::wake);
        queue.offers().secretsOf(new SecureRandom()::nextLong);
        KafkaParts.keepEvents(queue.events(), configuration);
        UsageView.keepEvents(queue.events(), configuration);
        Map<String, Link> links = new ConcurrentHashMap<>();
        Watched watched = new Watched(new Tally(), new DeliveryTimes(),
                new Notifier(new JmxWords(new EventJson(configuration.identity().server()))),
                new Planning(configuration.places().data()),
                configuration.http().isPresent() || configuration.report().isPresent()
                        ? Optional.of(memory(configuration.places().data(), clock, parts))
                        : Optional.empty(),
                new ReturnedMail(), new HubCalls());
        Optional<HistoryRecorder> history = history(configuration, reserve, clock);
        history.ifPresent(parts::add);
        Recipients recipients = parts.add(Recipients.open(configuration, clock));
        Node node = new Node(HubRoutes.here(configuration.servers()), queue, inbox, links,
                setup.policy().with(recipients.known()),
                watched.all(history), clock.instant(), elapsed);
        watched.board().ifPresent(board -> {
            board.calls().ask(node.overview()::busy);
            watched.planning().tell(board.plans()::hear);
        });
        configuration.clockFrom().ifPresent(node::askForTheTime);
        node.refuseMailWhile(reserve::isFull);
        return new Core(configuration, clock, inbox, opened, node, links, watched, reserve,
                history.<DeliveryHistory>map(h -> h).orElse(DeliveryHistory.NONE),
                fleet(configuration, clock, node, queue), recipients, new ProvisionedNow(configuration));
    }

    private static Fleet fleet(Configuration configuration, SystemClock clock, Node node, MailQueue queue) {
        return new Fleet(configuration.fleet(), configuration.places().data(), configuration.pickUp().allowed(),
                node::policy, clock, what -> queue.tell(new StatusEvent.Trouble(clock.instant(), what)));
    }

    private static Optional<HistoryRecorder> history(Configuration configuration, DiskReserve reserve,
            SystemClock clock) {
        HistoryKeeping keeping = configuration.history();
        if (keeping.maxSize() == 0) return Optional.empty();
        return Optional.of(HistoryRecorder.start(TraceView.folder(configuration),
                new HistorySettings(keeping.keep(), keeping.maxSize()), reserve::isFull, clock));
    }

    private static BoardMemory memory(Path data, SystemClock clock, Parts parts) {
        PastCalls calls = parts.add(new PastCalls(new CallFiles(data.resolve("calls")), clock.instant()));
        return new BoardMemory(calls, new RecentEvents(),
                parts.add(new PlanMemory(new PlannedCalls(new CallFiles(data.resolve("plans"))), clock)));
    }

    MailQueue queue() {
        return place.queue();
    }

    /** What is wrong with the disk that the queue lies on, as {@code status} lists it. */
    List<String> problems() {
        Optional<String> unwritten = place.trouble().get().map(why -> "the queue's changes are not on the disk: " + why
                + "; until it takes them, mail is put off (452) and none goes out");
        return Stream.of(full(), unwritten).flatMap(Optional::stream).toList();
    }

    /** Why no mail is taken in: there is too little room. */
    Optional<String> full() {
        return reserve.isFull()
                ? Optional.of(reserve.free() + " bytes are free on the disk of the queue, less than "
                        + reserve.wanted() + " (queue-minfree): no mail is taken in until there is room")
                : Optional.empty();
    }

    /** Tells operators of something that they should look at. */
    void tell(String trouble) {
        queue().tell(new StatusEvent.Trouble(clock.instant(), trouble));
    }

    /** Pictures of what waits, for all who watch. */
    QueuePictures pictures() {
        return new QueuePictures(
                new QueuePictures.Listing<>(() -> queue().domains().stream().filter(d -> d.depth() > 0)
                        .map(DomainQueue::domain).sorted().toList(), node.overview()::someDomains),
                new QueuePictures.Listing<>(() -> node.policy().routes().routes(), node.overview()::someRoutes),
                clock);
    }

    /** Answers whether there is a session with a site. */
    void isCalled(String site, Consumer<Boolean> answer) {
        node.overview().sessions(all -> answer.accept(all.stream().anyMatch(s -> s.site().equals(site))));
    }
}
