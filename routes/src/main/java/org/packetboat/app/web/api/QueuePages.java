package org.packetboat.app.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.app.web.board.BigSend;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.QueueSearch;
import org.packetboat.app.web.book.EventSummary;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/** What waits, message by message, and big sends. */
record QueuePages(BoardSource source, ConcurrencyLimit history) {
    private static final int MOST_TEXT = 256 << 10;
    private static final int USUAL_TEXT = 16 << 10;
    private static final int MOST_DEAD = 1000;
    private static final int MOST_SHOWN = 200;
    private static final int MOST_PAST = 20;
    private static final String DOMAINS = "domainCount";

    /**
     * What was found.
     *
     * @param past what the delivery history knows; also of mail that has gone
     */
    record SearchAnswer(String kind, boolean complete, int total, int offset, List<DomainItem> domains,
            List<EnvelopeRow> envelopes, List<PastMail.Past> past) {}

    /**
     * A message.
     *
     * @param about     what it says of itself; none or one
     * @param envelopes what is left of it, dead notices included; none after delivery
     * @param total     how many there are; the first are listed
     * @param story     what is still known of what happened, as docs/status-events.md tells events; of calls those that
     *                  reached nobody
     */
    record MessageView(String id, List<PastMail.Past> about, List<EnvelopeRow> envelopes, int total,
            List<JsonNode> story) {}

    /** @param text read as UTF-8 */
    record MessageText(String id, String text, boolean complete) {}

    /** The latest first. */
    record Batches(List<BatchRow> batches) {}

    WebAnswer search(WebRequest request) {
        Params params = Params.of(request);
        boolean mayRead = request.caller().role().covers(Role.OPERATOR);
        String text = params.text("q").strip();
        QueueSearch.Found found = new QueueSearch(source.server(), source.snapshot(), mayRead).find(text,
                params.offset(), params.limit());
        boolean whole = text.isEmpty() || found.kind().equals("domain");
        return JsonAnswers.ok(new SearchAnswer(found.kind(), found.complete(), found.total(), found.offset(),
                found.domains(), found.envelopes(),
                whole ? List.of() : history.run(() -> new PastMail(source).find(text, MOST_PAST, mayRead))));
    }

    WebAnswer message(WebRequest request) {
        QueueId id = QueueId.parse(request.inPath().get("id"));
        List<EnvelopeRow> rows = new ArrayList<>(source.server().listMessage(id.toString()));
        source.server().listDead(MOST_DEAD).stream().filter(r -> r.id().startsWith(id + ".")).forEach(rows::add);
        boolean mayRead = request.caller().role().covers(Role.OPERATOR);
        PastMail.Known known = history.run(
                () -> new PastMail(source).of(id.toString(), MOST_SHOWN, mayRead));
        List<JsonNode> story = story(id, known);
        if (!mayRead) story.forEach(QueuePages::withoutText);
        if (rows.isEmpty() && story.isEmpty()) {
            return JsonAnswers.wrong(404, "Nothing is known of " + id
                    + ": it was never here, or it has gone and its story is forgotten. The log knows more.");
        }
        return JsonAnswers.ok(new MessageView(id.toString(), known.head(), rows.stream().limit(MOST_SHOWN).toList(),
                rows.size(), story));
    }

    /**
     * The history is written a moment later than events are heard of, or not at all. How far a transfer was is never
     * written.
     */
    private List<JsonNode> story(QueueId id, PastMail.Known kept) {
        List<EventSummary> heard = source.events().story(id);
        long more = heard.stream().filter(brief -> !(brief.event() instanceof StatusEvent.Progress)).count();
        return more > kept.events()
                ? heard.stream().limit(MOST_SHOWN).map(this::told).toList()
                : kept.story().stream().limit(MOST_SHOWN).toList();
    }

    private JsonNode told(EventSummary brief) {
        JsonNode event = JsonAnswers.tree(source.json(brief.event()));
        if (event.has(DOMAINS) && event instanceof ObjectNode object) object.put(DOMAINS, brief.domains());
        return event;
    }

    /** The Message-ID is text of the mail. */
    private static void withoutText(JsonNode event) {
        if (event instanceof ObjectNode object) object.remove("messageId");
    }

    WebAnswer text(WebRequest request) {
        String id = QueueId.parse(request.inPath().get("id")).toString();
        int most = Params.of(request).number("most", USUAL_TEXT, 1, MOST_TEXT);
        byte[] read = source.server().read(id, most + 1).getBytes(StandardCharsets.ISO_8859_1);
        if (read.length == 0) return JsonAnswers.wrong(404, "The text of " + id + " is not here any more.");
        boolean complete = read.length <= most;
        return JsonAnswers
                .ok(new MessageText(id, new String(read, 0, Math.min(read.length, most), StandardCharsets.UTF_8),
                        complete));
    }

    WebAnswer batches(WebRequest request) {
        return JsonAnswers
                .ok(new Batches(source.server().listBatches().reversed().stream().limit(MOST_SHOWN).toList()));
    }

    WebAnswer batch(WebRequest request) {
        String name = request.inPath().get("name");
        List<BatchSiteRow> rows = source.server().listBatch(name);
        if (rows.isEmpty()) return JsonAnswers.wrong(404, "No big send is called \"" + name + "\".");
        Params params = Params.of(request);
        String stage = source.server().listBatches().stream().filter(b -> b.name().equals(name)).map(BatchRow::stage)
                .findFirst().orElse("");
        return JsonAnswers.ok(BigSend.of(name, stage, rows, params.text("state"), params.offset(), params.limit()));
    }
}
