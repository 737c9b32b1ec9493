package org.packetboat.connectors.jmx.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.mail.Domain;

/**
 * Which domains with mail have an MBean of their own: so many at most, since each takes a thousand bytes and consoles
 * show no more. Those that have one keep it while mail waits; then others follow. By one thread at a time.
 */
public final class ShownDomains {
    private final int most;
    private final Set<Domain> shown = new HashSet<>();

    /** What has changed. */
    public record Changes(List<Domain> come, List<Domain> gone) {
        public Changes {
            come = List.copyOf(come);
            gone = List.copyOf(gone);
        }
    }

    /** @param most how many have one at a time */
    public ShownDomains(int most) {
        this.most = most;
    }

    /** @param withMail all domains that have mail now, each once */
    public Changes next(Iterable<Domain> withMail) {
        Set<Domain> still = new HashSet<>();
        List<Domain> others = new ArrayList<>();
        for (Domain domain : withMail) {
            if (shown.contains(domain)) still.add(domain);
            else if (others.size() < most) others.add(domain);
        }
        List<Domain> gone = shown.stream().filter(domain -> !still.contains(domain)).toList();
        List<Domain> come = others.subList(0, Math.min(others.size(), most - still.size()));
        gone.forEach(shown::remove);
        shown.addAll(come);
        return new Changes(come, gone);
    }
}
