package org.packetboat.app.web.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.row.DomainItem;

/**
 * Finds mail in the queue by queue id, domain, address, big send, Message-ID or subject. It looks at about 2000
 * envelopes, 200 of a domain, and reads the beginning of 200 messages, so that the node is not kept busy;
 * {@code complete} tells whether that was all.
 */
public final class QueueSearch {
    private static final int ENVELOPES = 2_000;
    private static final int OF_A_DOMAIN = 200;
    private static final int HEADS = 200;

    /**
     * What was found.
     *
     * @param kind      {@code domains}, {@code domain}, {@code id}, {@code text}
     * @param complete  whether everything that waits was looked at
     * @param total     how many domains, or envelopes found, there are
     * @param domains   with mail, the most first; only without a text
     * @param envelopes that match
     */
    public record Found(String kind, boolean complete, int total, int offset, List<DomainItem> domains,
            List<EnvelopeRow> envelopes) {}

    private final ServerMXBean server;
    private final BoardSnapshot snapshot;
    private final boolean mayReadText;

    /** @param mayReadText whether subjects and Message-IDs, which are text of mail, may be looked at */
    public QueueSearch(ServerMXBean server, BoardSnapshot snapshot, boolean mayReadText) {
        this.server = server;
        this.snapshot = snapshot;
        this.mayReadText = mayReadText;
    }

    /** @param text what to look for; empty for the domains */
    public Found find(String text, int offset, int limit) {
        String wanted = text.strip();
        if (wanted.isEmpty()) return domains(offset, limit);
        Optional<DomainItem> domain = snapshot.domains().stream()
                .filter(d -> d.domain().equalsIgnoreCase(wanted)).findFirst();
        if (domain.isPresent()) return domain(domain.get(), offset, limit);
        List<EnvelopeRow> byId = byId(wanted);
        return byId.isEmpty() ? search(wanted, offset, limit) : page("id", true, byId, offset, limit);
    }

    private Found domains(int offset, int limit) {
        List<DomainItem> all = snapshot.domains().stream()
                .sorted(Comparator.comparingLong(DomainItem::depth).reversed().thenComparing(DomainItem::domain))
                .toList();
        return new Found("domains", true, all.size(), offset, all.stream().skip(offset).limit(limit).toList(),
                List.of());
    }

    private Found domain(DomainItem domain, int offset, int limit) {
        List<EnvelopeRow> first = server.listEnvelopes(domain.domain(), Math.min(ENVELOPES, offset + limit));
        return new Found("domain", domain.depth() <= ENVELOPES, (int) Math.min(Integer.MAX_VALUE, domain.depth()),
                offset, List.of(domain), first.stream().skip(offset).toList());
    }

    private List<EnvelopeRow> byId(String text) {
        int dot = text.indexOf('.');
        try {
            return server.listMessage(dot < 0 ? text : text.substring(0, dot));
        } catch (IllegalArgumentException noId) {
            return List.of();
        }
    }

    private Found search(String text, int offset, int limit) {
        String part = text.toLowerCase(Locale.ROOT);
        List<EnvelopeRow> found = new ArrayList<>();
        int looked = 0;
        int heads = 0;
        boolean complete = true;
        for (DomainItem domain : snapshot.domains()) {
            if (looked >= ENVELOPES) return page("text", false, found, offset, limit);
            List<EnvelopeRow> some = server.listEnvelopes(domain.domain(), OF_A_DOMAIN);
            looked += some.size();
            complete &= domain.depth() <= OF_A_DOMAIN;
            for (EnvelopeRow row : some) {
                boolean inHead = !says(row, part) && mayReadText && heads++ < HEADS && inHead(row, part);
                if (inHead || says(row, part)) found.add(row);
            }
        }
        return page("text", complete && heads <= HEADS, found, offset, limit);
    }

    private static boolean says(EnvelopeRow row, String part) {
        return row.sender().toLowerCase(Locale.ROOT).contains(part) || row.batch().toLowerCase(Locale.ROOT).equals(part)
                || row.recipients().stream().anyMatch(to -> to.toLowerCase(Locale.ROOT).contains(part));
    }

    private boolean inHead(EnvelopeRow row, String part) {
        MessageHead head = MessageHead.of(server.read(row.id().substring(0, row.id().indexOf('.')), MessageHead.LONG));
        return head.subject().toLowerCase(Locale.ROOT).contains(part)
                || head.messageId().toLowerCase(Locale.ROOT).contains(part);
    }

    private static Found page(String kind, boolean complete, List<EnvelopeRow> all, int offset, int limit) {
        return new Found(kind, complete, all.size(), offset, List.of(),
                all.stream().skip(offset).limit(limit).toList());
    }
}
