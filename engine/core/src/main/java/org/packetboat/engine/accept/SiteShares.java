package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Share;
import org.packetboat.engine.status.StatusEvent;

/**
 * Sites whose mail takes more of the disk than their share, so that one that is not reached, or gets far too much,
 * leaves room for the others. More mail for it is put off, not refused: it comes when some has gone. Looked at every
 * few seconds by one thread and not at each message; in between, a site may take somewhat more than its share.
 */
final class SiteShares {
    private static final Reply TOO_MUCH = new Reply(452, "4.3.1", "Too much mail waits for this destination already");
    /** A site is within its share again when it would be with so much more. */
    private static final double CLEARANCE = 1.1;

    private final MailQueue queue;
    private final Supplier<Policy> policy;
    private volatile Map<String, Share> over = Map.of();

    /** @param policy the one in force at each call */
    SiteShares(MailQueue queue, Supplier<Policy> policy) {
        this.queue = queue;
        this.policy = policy;
    }

    /** Whether there is a site that takes more than its share. */
    boolean areUsedUp() {
        return !over.isEmpty();
    }

    /** Why mail for a domain is put off now; empty if it is not. */
    Optional<Reply> refusal(Domain domain, Policy now) {
        Map<String, Share> sites = over;
        return now.candidates(domain).stream().findFirst().filter(route -> sites.containsKey(site(route, domain)))
                .map(_ -> TOO_MUCH);
    }

    /** Where hosts are found in DNS, each domain is a site by itself. */
    private static String site(Route route, Domain domain) {
        return Call.site(route, route.transport().perDomain() ? Optional.of(domain) : Optional.empty());
    }

    /** So many bytes of the disk are free for mail at this moment. */
    void look(long free, Instant now) {
        Map<String, Share> before = over;
        Map<String, Share> found = found(free, before);
        over = found;
        found.forEach((site, share) -> {
            if (!before.containsKey(site)) {
                tell("more mail waits for site " + site + " than " + share + ": what comes for it is put off until "
                        + "some has gone", now);
            }
        });
        before.keySet().stream().filter(site -> !found.containsKey(site))
                .forEach(site -> tell("mail for site " + site + " is taken again", now));
    }

    /** Nothing is added up for sites while all of them together want less than any may have. */
    private Map<String, Share> found(long free, Map<String, Share> before) {
        Policy now = policy.get();
        Collection<DomainQueue> waiting = queue.domains();
        long all = waiting.stream().mapToLong(DomainQueue::bytes).sum();
        if (routes(now).map(Route::terms).distinct().noneMatch(t -> t.maxQueued().isUsedUp(free, cleared(all))))
            return Map.of();
        Map<String, Long> used = new HashMap<>();
        Map<String, Share> shares = new HashMap<>();
        waiting.forEach(domain -> now.candidates(domain.domain()).stream().findFirst().ifPresent(route -> {
            String site = site(route, domain.domain());
            used.merge(site, domain.bytes(), Long::sum);
            shares.put(site, route.terms().maxQueued());
        }));
        shares.entrySet().removeIf(site -> {
            long bytes = used.get(site.getKey());
            return !site.getValue().isUsedUp(free, before.containsKey(site.getKey()) ? cleared(bytes) : bytes);
        });
        return Map.copyOf(shares);
    }

    private static Stream<Route> routes(Policy now) {
        return Stream.concat(Stream.of(now.outlet()), now.routes().routes().stream());
    }

    private static long cleared(long bytes) {
        return (long) (bytes * CLEARANCE);
    }

    private void tell(String what, Instant now) {
        queue.tell(new StatusEvent.Trouble(now, what));
    }
}
