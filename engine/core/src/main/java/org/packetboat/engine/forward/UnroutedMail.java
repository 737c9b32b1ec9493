package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.SiteDomain;
import org.packetboat.engine.status.StatusEvent;

/**
 * Tells at once of mail that no route serves: its route was taken away, or it was taken in without one. A domain is
 * told of once, until a route serves it again. Used by the node only.
 */
final class UnroutedMail {
    /** So many domains are named; the others are counted. */
    private static final int NAMED = 5;

    /** No other route serves them. */
    private static final String SITES = " (for SITE.site.invalid: one with site: SITE)";

    private final MailQueue queue;
    private final Set<Domain> told = new HashSet<>();
    private final Set<DomainQueue> fresh = new LinkedHashSet<>();

    UnroutedMail(MailQueue queue) {
        this.queue = queue;
    }

    /** Mail of a domain has no route. */
    void found(DomainQueue domain) {
        if (told.add(domain.domain())) fresh.add(domain);
    }

    /** A route serves this domain. */
    void served(DomainQueue domain) {
        if (!told.isEmpty() && told.remove(domain.domain())) fresh.remove(domain);
    }

    /** Tells of what was found since the last time. @return the domains */
    List<Domain> tell(Instant now) {
        if (fresh.isEmpty()) return List.of();
        List<Domain> domains = fresh.stream().map(DomainQueue::domain).sorted().toList();
        long mails = fresh.stream().mapToLong(DomainQueue::depth).sum();
        fresh.clear();
        queue.tell(new StatusEvent.Trouble(now, "no route serves " + named(domains) + ": " + mails
                + (mails == 1 ? " mail waits" : " mails wait") + " there, to be returned after msdead. Remedy: add a "
                + "route to a schedule file" + (domains.stream().anyMatch(SiteDomain::isOne) ? SITES : "")
                + ", or packetboat delete DOMAIN"));
        return domains;
    }

    private static String named(List<Domain> domains) {
        String names = domains.stream().limit(NAMED).map(Domain::name).collect(Collectors.joining(", "));
        return domains.size() <= NAMED ? names : names + " and " + (domains.size() - NAMED) + " more";
    }

    /** Forgets the domains that have no mail. */
    void forgetIdle() {
        if (told.isEmpty()) return;
        told.retainAll(queue.domains().stream().filter(d -> d.depth() > 0).map(DomainQueue::domain)
                .collect(Collectors.toSet()));
    }
}
