package org.packetboat.engine.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;

/**
 * Finds the sites whose window has passed without their mail, and notes them in the counts; whoever steers the stages
 * writes them. A window that closed while mail was waiting for it was missed. A route that is always open has no such
 * window: there a site counts as missed after a day.
 */
final class MissedWindows {
    /** After this time without a window that closes a site counts as missed. */
    private static final Duration LONGEST = Duration.ofDays(1);
    /** How often routes that are always open are looked at. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final MailQueue queue;
    private final Supplier<Policy> policy;
    private final Function<StagedSend, StageCount> count;
    private Instant looked = Instant.MIN;

    MissedWindows(MailQueue queue, Supplier<Policy> policy, Function<StagedSend, StageCount> count) {
        this.queue = queue;
        this.policy = policy;
        this.count = count;
    }

    /** A window has closed for these domains. @return whether one of their sites was missed */
    boolean closed(List<Domain> domains, Instant now, Predicate<Envelope> had) {
        boolean found = false;
        for (StagedSend send : queue.ledger().staged().all()) {
            if (send.isStopped()) continue;
            StageCount its = count.apply(send);
            List<Integer> late = domains.stream().flatMap(domain -> its.at(domain).stream())
                    .filter(i -> isWaiting(send, its, i, now, had)).toList();
            late.forEach(its::missed);
            found |= !late.isEmpty();
        }
        return found;
    }

    private boolean isWaiting(StagedSend send, StageCount its, int index, Instant now,
            Predicate<Envelope> had) {
        EnvelopeId id = new EnvelopeId(send.plan().message(), index);
        return !send.isAhead(id) && its.waits(index) && queue.envelope(id).filter(e -> !e.notBefore().isAfter(now))
                .filter(had).filter(e -> !waitsForRequest(e)).isPresent();
    }

    /** Its recipients have been told of it, and may take their time. */
    private boolean waitsForRequest(Envelope e) {
        return queue.offers().waitsForRequest(e.id())
                && policy.get().candidates(e.destination()).stream().anyMatch(route -> route.offers(e.message()));
    }

    /** When {@link #lookAtAlwaysOpen} is due. */
    Instant nextLook() {
        return looked.equals(Instant.MIN) ? looked : looked.plus(LOOK_AGAIN);
    }

    /** The clock went back: the next look is due at once. */
    void lookAgain() {
        looked = Instant.MIN;
    }

    /** Looks for sites that have waited too long for a route that is always open. */
    void lookAtAlwaysOpen(Instant now) {
        looked = now;
        queue.ledger().staged().all().stream().filter(send -> !send.isStopped() && !send.isAllLetGo())
                .forEach(send -> {
                    StageCount its = count.apply(send);
                    its.open(send).stream().filter(i -> queue.envelope(new EnvelopeId(send.plan().message(), i))
                            .filter(e -> waitsTooLong(e, now)).isPresent()).forEach(its::missed);
                });
    }

    private boolean waitsTooLong(Envelope e, Instant now) {
        return !e.begins().plus(LONGEST).isAfter(now) && !waitsForRequest(e)
                && policy.get().candidates(e.destination()).stream()
                        .anyMatch(route -> isAlwaysOpen(route, now) && hadItsHours(route, e, now));
    }

    private static boolean isAlwaysOpen(Route route, Instant now) {
        return route.window().from(now).filter(w -> w.close().equals(Instant.MAX)).isPresent();
    }

    /** Where it has windows of its own there: one of them is over, or open for so long. */
    private static boolean hadItsHours(Route route, Envelope e, Instant now) {
        return route.windowFor(e).from(e.begins())
                .filter(w -> !w.close().isAfter(now) || !w.open().isAfter(now.minus(LONGEST))).isPresent();
    }
}
