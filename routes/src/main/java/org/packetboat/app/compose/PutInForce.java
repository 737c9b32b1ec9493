package org.packetboat.app.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.compose.provision.Provisioning;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Policy;

/**
 * Puts what is provisioned in force, by the ways that changed files take: sessions go on. Logins count without it, from
 * the next one on.
 */
record PutInForce(Core core, WatchedSchedules schedules, Optional<WatchedAliases> aliases)
        implements
            Provisioning.Use {
    /** A node steps every five seconds, whatever happens. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public List<String> use(Configuration before, Configuration next) {
        Set<Domain> now = Set.copyOf(next.localDomains());
        Set<Domain> then = Set.copyOf(before.localDomains());
        boolean sameSites = before.provisioned().of(Kind.SITE).equals(next.provisioned().of(Kind.SITE));
        if (sameSites && now.equals(then)) return List.of();
        if (!now.equals(then)) {
            beLocal(Stream.concat(then.stream(), now.stream()).collect(Collectors.toSet()), next);
            aliases.ifPresent(names -> names.anew(next));
        }
        schedules.look(); // until it is done, a domain that becomes a site's is still local: nobody's mail is refused
        if (!now.containsAll(then)) beLocal(now, next);
        List<String> notes = new ArrayList<>();
        schedules.problems().forEach(problem -> notes.add("not in force yet, since the schedule files can't be used: "
                + problem));
        if (!isDone()) notes.add("written, and not in force yet: the server is busy, and follows");
        return notes;
    }

    private void beLocal(Set<Domain> domains, Configuration next) {
        core.node().change(policy -> policy.with(domains, next.localRoute()));
    }

    /** The node does what it is told in its order. */
    private boolean isDone() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        core.node().overview().sessions(_ -> done.complete(null));
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException late) {
            return false;
        }
    }

    @Override
    public List<String> unserved(Setup next) {
        Policy now = core.node().policy();
        Policy then = now.with(next.policy().routes()).with(next.policy().local(), next.policy().outlet());
        List<String> lines = new ArrayList<>();
        for (DomainQueue queue : new HashSet<>(core.queue().domains())) {
            if (queue.depth() == 0 || now.candidates(queue.domain()).isEmpty()) continue;
            if (!then.candidates(queue.domain()).isEmpty()) continue;
            lines.add(
                    queue.depth() + " envelopes for " + queue.domain() + " wait, and nothing serves it any more: they "
                            + "go when something does, and come back when their time is over");
        }
        return lines.stream().sorted().toList();
    }
}
