package org.packetboat.simulator.world.books;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.why.Cause;
import org.packetboat.engine.why.Why;

/**
 * Looks into one life of a node now and then, and sees that nothing is forgotten: what could go has a time at which it
 * will be tried. What is being changed at that moment has none for a moment; so only what is found twice counts.
 */
public final class Watchman {
    /** Longer than a learned way is known ahead. */
    private static final Duration ANY_TIME = Duration.ofDays(3);
    private static final int LOOKED_AT = 50;
    private static final List<String> COULD_GO = List.of("open", "closed", "resting");

    private final Node node;
    private final MailQueue queue;
    private final Set<String> down;
    private final Set<EnvelopeId> suspects = new HashSet<>();
    /** Urgent mail that waits for a cheaper hour. */
    private final Set<EnvelopeId> kept = new HashSet<>();

    /** @param down the sites all of whose hosts are said to be down: they are called once one is up again */
    public Watchman(Node node, MailQueue queue, Set<String> down) {
        this.down = down;
        this.node = node;
        this.queue = queue;
    }

    /** Looks in. */
    public void look(Instant now) {
        node.overview().domains(all -> all.forEach(d -> forgotten(d, now).ifPresent(suspects::add)));
        node.overview().why(new Target.All(), LOOKED_AT, all -> all.stream().filter(Watchman::isKept)
                .forEach(why -> kept.add(why.envelope().id())));
    }

    /** Looks again, a little later. */
    public void lookAgain(Instant now) {
        node.overview().domains(all -> all.forEach(d -> forgotten(d, now).filter(suspects::contains).ifPresent(id -> {
            throw new AssertionError("forgotten at " + now + ": " + queue.envelope(id) + " in " + d);
        })));
        node.overview().why(new Target.All(), LOOKED_AT, all -> all.stream().filter(Watchman::isKept)
                .filter(why -> kept.contains(why.envelope().id())).forEach(why -> {
                    throw new AssertionError("kept though it is urgent, at " + now + ": " + why);
                }));
    }

    /** Whether mail waits for hours that are for mail of lower priority. */
    private static boolean isKept(Why why) {
        Priority priority = why.envelope().priority();
        return why.cause() instanceof Cause.Cheaper && priority.isUrgent()
                || why.cause() instanceof Cause.ForItsGrade(_, int below, _) && priority.value() >= below;
    }

    private Optional<EnvelopeId> forgotten(DomainStatus status, Instant now) {
        if (!COULD_GO.contains(status.state()) || status.next().isPresent()) return Optional.empty();
        boolean reachable = node.policy().candidates(status.domain()).stream()
                .filter(r -> !down.contains(r.site()))
                .anyMatch(r -> r.window().from(now.plus(ANY_TIME)).isPresent());
        return reachable ? free(status.domain(), now) : Optional.empty();
    }

    private Optional<EnvelopeId> free(Domain domain, Instant now) {
        OrderCursor cursor = queue.walk(domain);
        for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
            boolean held = entry.get().waiting() == OrderEntry.Waiting.HELD || waitsForItsBigSend(entry.get().id())
                    || isLarge(domain, entry.get(), now);
            if (!held) return entry.map(OrderEntry::id);
            cursor.skip();
        }
        return Optional.empty();
    }

    /** Whether nobody has asked for it yet, or its windows are never open while those of its routes are. */
    private boolean isLarge(Domain domain, OrderEntry entry, Instant now) {
        List<Route> routes = node.policy().candidates(domain);
        boolean offers = routes.stream().flatMap(r -> r.terms().large().stream())
                .anyMatch(large -> large instanceof LargeMail.Offered && large.isLarge(entry.size()));
        boolean told = queue.offers().waitsForRequest(entry.id()); // it may be damaged by now: nobody reads it
        boolean offered = offers && (told || queue.offers().of(entry.id()).isEmpty() && queue.envelope(entry.id())
                .filter(e -> routes.stream().anyMatch(r -> r.offers(e.message()))).isPresent());
        return offered || routes.stream().filter(r -> !down.contains(r.site()))
                .allMatch(r -> r.windowFor(entry.priority(), entry.size()).from(now.plus(ANY_TIME)).isEmpty());
    }

    private boolean waitsForItsBigSend(EnvelopeId id) {
        return queue.ledger().staged().of(id.message()).filter(send -> send.isStopped() || send.isAhead(id))
                .isPresent();
    }
}
