package org.packetboat.app.cli.server;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.MailFilters;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.ServerMXBean.DomainPage;
import org.packetboat.connectors.jmx.ServerMXBean.FoundMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What waits. */
@Command(name = "queue",
        aliases = "mailq",
        mixinStandardHelpOptions = true,
        description = "Lists the domains for which mail waits, or mail: of one domain, or what --from, --to, "
                + "--subject, --reply and --batch say. States of domains are sending, open, closed, resting, down, "
                + "held, no-route; of mail sending, held, tried, untried.",
        footer = {
                "", "Examples:", "  packetboat queue", "  packetboat queue ny.example.com",
                "  packetboat queue --state resting --age 4h", "  packetboat queue --from newsletter@ --size 1MB",
                "  packetboat queue --json | jq 'select(.oldestSeconds < now - 86400)'",
                "  packetboat queue --dead"})
public final class QueueCommand extends ServerCommand {
    private static final int DOMAINS = 1000;
    private static final int ENVELOPES = 100;
    private static final int AT_ONCE = 5000;

    @Parameters(arity = "0..1", paramLabel = "DOMAIN", description = "List this domain's mail, in the order it leaves.")
    private Optional<String> domain = Optional.empty();

    @Option(names = "--dead", description = "List notices that could not be delivered; \"show\" prints one.")
    private boolean dead;

    @Option(names = "--most",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "List no more than N (default: 100 envelopes, or 1000 domains; with --json all domains).")
    private Optional<Integer> most = Optional.empty();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Mixin
    private MailFilters filters;

    @Override
    boolean isPaged() {
        return !json;
    }

    @Override
    int ask(ServerMXBean server) {
        if (dead) {
            listDead(server);
        } else if (filters.areOfMail() || domain.isPresent() && !filters.asked().isEmpty()) {
            listFound(server);
        } else if (domain.isPresent()) {
            list(Listing.ENVELOPE, server.listEnvelopes(domain.get(), most.orElse(ENVELOPES)), json,
                    "nothing waits for " + domain.get());
        } else {
            listDomains(server);
        }
        return ExitCodes.OK;
    }

    private void listDead(ServerMXBean server) {
        if (filters.areOfMail())
            throw new ParameterException(spec().commandLine(),
                    "--dead: notices are chosen by --domain, --age and --size");
        Instant now = Instant.now();
        int listed = most.orElse(ENVELOPES);
        List<EnvelopeRow> rows = server.listDead(filters.asked().isEmpty() ? listed : Integer.MAX_VALUE).stream()
                .filter(row -> filters.matches(row, now)).limit(listed).toList();
        list(Listing.DEAD_NOTICE, rows, json, "no dead notices");
    }

    private void listFound(ServerMXBean server) {
        Map<String, String> asked = new HashMap<>(filters.asked());
        domain.ifPresent(name -> asked.put("domain", name));
        FoundMail found = server.find(asked, most.orElse(ENVELOPES));
        list(Listing.ENVELOPE, found.envelopes(), json, "nothing was found among " + found.looked() + " envelopes");
        if (!json && found.found() > found.envelopes().size())
            out().println("... and " + (found.found() - found.envelopes().size()) + " more; --most N lists more");
    }

    /** Some thousand at a time, so that neither side has all of a large queue in memory. */
    private void listDomains(ServerMXBean server) {
        int left = most.orElse(json ? Integer.MAX_VALUE : DOMAINS);
        long shown = 0;
        DomainPage page = new DomainPage(0, List.of(), "");
        do {
            page = server.listSomeDomains(filters.asked(), page.next(), Math.min(left, AT_ONCE));
            if (!page.rows().isEmpty()) list(Listing.DOMAIN, page.rows(), json, "");
            shown += page.rows().size();
            left -= page.rows().size();
        } while (!page.next().isEmpty() && left > 0);
        if (json) return;
        if (shown == 0) out().println(page.domains() == 0 ? "nothing waits" : "none of " + page.domains() + " domains");
        if (!page.next().isEmpty())
            out().println("... " + shown + " of " + page.domains() + " domains with mail; --most N lists more of them");
        out().flush();
    }
}
