package org.packetboat.simulator.world.books;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/**
 * The events of one node, in their order, as some system would read them that must know what became of every message:
 * each story begins with its acceptance, and each recipient comes to one end and no second, unless it is sent again.
 */
final class Story {
    private final String node;
    private final Map<QueueId, Integer> open = new HashMap<>();
    private final Map<EnvelopeId, Set<Address>> ended = new HashMap<>();
    /** For whom it is told later what became of it. */
    private final Map<EnvelopeId, Set<Address>> relayed = new HashMap<>();
    /** Who had it, and may come to another end: it was sent again. */
    private final Map<EnvelopeId, Set<Address>> again = new HashMap<>();
    private final Set<EnvelopeId> dead = new HashSet<>();
    private final Set<QueueId> damaged = new HashSet<>();

    Story(String node) {
        this.node = node;
    }

    /** Whether this one is among the dead. */
    boolean isDead(EnvelopeId id) {
        return dead.contains(id);
    }

    void follow(StatusEvent event) {
        switch (event) {
            case StatusEvent.Accepted e ->
                expect(open.put(e.message(), e.recipients()) == null, "accepted twice: " + e);
            case StatusEvent.NoticeSent e -> expect(open.put(e.notice(), 1) == null, "a notice twice: " + e);
            case StatusEvent.Delivered e -> endOrReport(e, e.recipient());
            case StatusEvent.Refused e -> endOrReport(e, e.recipient());
            case StatusEvent.Relayed e -> {
                endOrReport(e, e.recipient());
                if (e.awaited()) relayed.computeIfAbsent(e.id(), _ -> new HashSet<>()).add(e.recipient());
            }
            case StatusEvent.Expired e -> end(e, List.of(e.recipient()));
            case StatusEvent.Deleted e -> {
                if (!dead.contains(e.id())) end(e, e.recipients());
            }
            case StatusEvent.Withdrawn e -> end(e, e.recipients());
            case StatusEvent.Died e -> {
                if (!ended.containsKey(e.id())) damaged.add(e.message());
                dead.add(e.id());
            }
            case StatusEvent.Deferred e -> goesOn(e);
            case StatusEvent.Sending e -> goesOn(e);
            case StatusEvent.Progress e -> goesOn(e);
            case StatusEvent.Overdue e -> goesOn(e);
            case StatusEvent.Handled e when e.what().equals("resent") -> {
                again.computeIfAbsent(e.id(), _ -> new HashSet<>()).addAll(ended.getOrDefault(e.id(), Set.of()));
                relayed.remove(e.id());
            }
            case StatusEvent.Handled e -> {
                if (open.containsKey(e.message())) goesOn(e); // else it is what servers tell each other
            }
            case StatusEvent.EventsLost e -> throw new AssertionError(node + " lost events: " + e);
            case StatusEvent.SessionOpened _, StatusEvent.SessionEnded _, StatusEvent.Trouble _ -> {
            }
            case StatusEvent.Repeated _, StatusEvent.NameReused _ -> {
            }
            case StatusEvent.WindowOpened _, StatusEvent.WindowClosed _, StatusEvent.WindowMissed _ -> {
            }
            case StatusEvent.BatchMissed _, StatusEvent.BatchStage _ -> {
            }
        }
    }

    private void goesOn(StatusEvent.OfEnvelope event) {
        boolean further = !again.getOrDefault(event.id(), Set.of()).isEmpty();
        expect(further || open.getOrDefault(event.message(), 0) > 0, "not accepted, or at its end: " + event);
    }

    /** What was relayed ends here, and what becomes of it is told once more. */
    private void endOrReport(StatusEvent.OfEnvelope event, Address recipient) {
        boolean reported = relayed.getOrDefault(event.id(), Set.of()).contains(recipient);
        if (reported) relayed.get(event.id()).remove(recipient);
        else end(event, List.of(recipient));
    }

    private void end(StatusEvent.OfEnvelope event, List<Address> recipients) {
        Set<Address> before = ended.computeIfAbsent(event.id(), _ -> new HashSet<>());
        Set<Address> further = again.getOrDefault(event.id(), new HashSet<>());
        List<Address> first = recipients.stream().filter(r -> !further.remove(r)).toList();
        first.forEach(r -> expect(before.add(r), "a second end: " + event));
        expect(open.merge(event.message(), -first.size(), Integer::sum) >= 0, "never accepted: " + event);
    }

    /** Nothing waits at the node any more: every story has been told to its end. */
    void isOver(Set<QueueId> garbled) {
        open.values().removeIf(left -> left == 0);
        open.keySet().removeAll(damaged);
        open.keySet().removeAll(garbled);
        expect(open.isEmpty(), "no end is told of " + open);
    }

    private void expect(boolean right, String otherwise) {
        if (!right) throw new AssertionError(node + ": " + otherwise);
    }
}
