package org.packetboat.app.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.app.web.board.BoardSource;

/**
 * What the delivery history tells of mail, as {@code packetboat trace --json} prints it. It knows of mail that has
 * gone, also before a restart; where no history is kept, it knows nothing.
 */
record PastMail(BoardSource source) {
    private static final String TRACE = "trace";
    private static final String EVENT = "event";

    /**
     * A message that is or was here.
     *
     * @param subject empty for who may not read mail
     * @param at      when the last that is known of it happened
     * @param last    what that was: an event's name, as docs/status-events.md has it
     */
    record Past(String id, String subject, String messageId, List<String> recipients, String at, String last) {}

    /** All that is known of one message. @param head what it says of itself; none or one @param events in order */
    record Known(List<Past> head, List<JsonNode> events) {}

    /** The newest first. @param mayRead whether subjects and Message-IDs may be told */
    List<Past> find(String what, int most, boolean mayRead) {
        List<Past> found = new ArrayList<>();
        for (JsonNode node : lines(what, most)) {
            if (node.has(TRACE)) found.add(head(node, mayRead));
            else if (node.has(EVENT) && !found.isEmpty()) {
                Past past = found.removeLast();
                found.add(new Past(past.id(), past.subject(), past.messageId(), past.recipients(), text(node, "at"),
                        text(node, EVENT)));
            }
        }
        return found;
    }

    Known of(String id, boolean mayRead) {
        List<JsonNode> lines = lines(id, 1);
        return new Known(lines.stream().filter(node -> node.has(TRACE)).limit(1).map(n -> head(n, mayRead)).toList(),
                lines.stream().filter(node -> node.has(EVENT) || node.has("gap")).toList());
    }

    private List<JsonNode> lines(String what, int most) {
        try {
            return source.server().traceEvents(what, most).stream()
                    .map(line -> JsonAnswers.tree(line.getBytes(StandardCharsets.UTF_8))).toList();
        } catch (IllegalStateException | IllegalArgumentException notKept) {
            return List.of();
        }
    }

    private static Past head(JsonNode node, boolean mayRead) {
        List<String> recipients = new ArrayList<>();
        node.path("recipients").forEach(to -> recipients.add(to.asText()));
        return new Past(text(node, "message"), mayRead ? text(node, "subject") : "",
                mayRead ? text(node, "messageId") : "", recipients.subList(0, Math.min(5, recipients.size())), "", "");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
