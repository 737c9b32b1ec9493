package org.packetboat.engine.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/** Reads events as some system would that must know what became of every message, and sees whether they can be true. */
final class SimReader {
    private static final int AT_ONCE = 100;

    private final SplittableRandom random;
    private final Map<Long, StatusEvent> seen = new TreeMap<>();
    private final Set<StatusEvent> heard = new HashSet<>();
    private EventReader reader;

    SimReader(SplittableRandom random) {
        this.random = random;
    }

    void start(MailQueue queue) {
        reader = queue.events().reader("sim", () -> {});
    }

    /** What the watcher was told must be on disk then, if it changed anything. */
    void watch(StatusEvent event) {
        boolean changesNothing = event instanceof StatusEvent.Sending || event instanceof StatusEvent.Progress;
        if (event instanceof StatusEvent.OfMessage && !changesNothing) heard.add(event);
    }

    /** Reads some, and may remember how far it came. */
    void read() {
        List<NumberedEvent> events = reader.read(1 + random.nextInt(AT_ONCE));
        events.forEach(this::take);
        if (!events.isEmpty() && random.nextBoolean()) commit(events.getLast().number());
    }

    private void commit(long number) {
        try {
            reader.commit(number);
        } catch (StoreException e) {
            return; // the next one makes up for it
        }
    }

    /** A number comes again only with the same event. */
    private void take(NumberedEvent numbered) {
        StatusEvent before = seen.putIfAbsent(numbered.number(), numbered.event());
        if (before != null && !before.equals(numbered.event()))
            throw new AssertionError("event " + numbered.number() + " was " + before + " and is " + numbered.event());
    }

    void readAll() {
        for (List<NumberedEvent> events = reader.read(AT_ONCE); !events.isEmpty(); events = reader.read(AT_ONCE))
            events.forEach(this::take);
    }

    /** Every message's story begins with its acceptance, and each of its recipients comes to one end. */
    void audit() {
        heard.removeAll(new HashSet<>(seen.values()));
        expect(heard.isEmpty(), "told, but not kept: " + heard);
        Map<QueueId, Integer> open = new HashMap<>();
        Set<EnvelopeId> dead = new HashSet<>();
        Map<EnvelopeId, List<Address>> ended = new HashMap<>();
        for (StatusEvent event : seen.values())
            follow(event, open, dead, ended);
        open.values().removeIf(left -> left == 0);
        expect(open.isEmpty(), "no end is told of " + open);
    }

    private static void follow(StatusEvent event, Map<QueueId, Integer> open, Set<EnvelopeId> dead,
            Map<EnvelopeId, List<Address>> ended) {
        switch (event) {
            case StatusEvent.Accepted e ->
                expect(open.put(e.message(), e.recipients()) == null, "accepted twice: " + e);
            case StatusEvent.NoticeSent e -> expect(open.put(e.notice(), 1) == null, "notice twice: " + e);
            case StatusEvent.Delivered e -> end(e, List.of(e.recipient()), open, ended);
            case StatusEvent.Refused e -> end(e, List.of(e.recipient()), open, ended);
            case StatusEvent.Expired e -> end(e, List.of(e.recipient()), open, ended);
            case StatusEvent.Deleted e -> {
                if (!dead.contains(e.id())) end(e, e.recipients(), open, ended);
            }
            case StatusEvent.Died e -> dead.add(e.id());
            case StatusEvent.Deferred e -> expect(open.getOrDefault(e.message(), 0) > 0, "not accepted: " + e);
            case StatusEvent.Sending e -> expect(open.getOrDefault(e.message(), 0) > 0, "not accepted: " + e);
            case StatusEvent.Progress e -> expect(open.getOrDefault(e.message(), 0) > 0, "not accepted: " + e);
            case StatusEvent.Overdue e -> expect(open.getOrDefault(e.message(), 0) > 0, "not accepted: " + e);
            case StatusEvent.EventsLost e -> throw new AssertionError("lost: " + e);
            case StatusEvent.SessionOpened _, StatusEvent.SessionEnded _, StatusEvent.Trouble _ -> {
            }
            case StatusEvent.WindowOpened _, StatusEvent.WindowClosed _, StatusEvent.WindowMissed _ -> {
            }
            case StatusEvent.BatchMissed _ -> {
            }
        }
    }

    private static void end(StatusEvent.OfEnvelope event, List<Address> recipients, Map<QueueId, Integer> open,
            Map<EnvelopeId, List<Address>> ended) {
        List<Address> before = ended.computeIfAbsent(event.id(), _ -> new ArrayList<>());
        for (Address recipient : recipients) {
            expect(!before.contains(recipient), "a second end: " + event);
            before.add(recipient);
        }
        expect(open.merge(event.message(), -recipients.size(), Integer::sum) >= 0, "never accepted: " + event);
    }

    private static void expect(boolean right, String otherwise) {
        if (!right) throw new AssertionError(otherwise);
    }
}
