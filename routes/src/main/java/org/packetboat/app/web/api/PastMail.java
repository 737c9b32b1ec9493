package org.packetboat.app.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.packetboat.app.web.board.BoardSource;

/**
 * What the delivery history tells of mail, as {@code packetboat trace --json} prints it. It also knows mail that has
 * left the queue, from before a restart, too. Where no history is kept, or it can't be read, nothing is found.
 */
record PastMail(BoardSource source) {
    private static final String HEAD = "{\"trace\":";
    private static final String GAP = "{\"gap\":";
    private static final String AT = "at";
    private static final String UNREACHED = "unreached";
    private static final String IN_VAIN = "\"how\":\"" + UNREACHED;

    /**
     * A message that is or was here.
     *
     * @param subject empty for who may not read mail
     * @param at      when the last that is known of it happened
     * @param last    what that was: an event's name, as docs/status-events.md has it
     */
    record Past(String id, String subject, String messageId, List<String> recipients, String at, String last) {}

    /**
     * All that is known of one message.
     *
     * @param head   what it says of itself; none or one
     * @param story  its events, calls that reached nobody and gaps, in order
     * @param events how many events of the message there are
     */
    record Known(List<Past> head, List<JsonNode> story, int events) {}

    /** A message's lines, not looked into yet: there may be tens of thousands. */
    private record Told(JsonNode head, List<String> events, List<String> calls) {}

    /** The newest first. @param mayRead whether subjects and Message-IDs may be told, and asked for */
    List<Past> find(String what, int most, boolean mayRead) {
        return stories(lines(what, most)).stream().filter(told -> mayRead || !isMessageId(told.head(), what))
                .map(told -> past(told, mayRead)).toList();
    }

    /** A history finds by Message-ID, too; who may not read mail is not to learn whether there was one. */
    private static boolean isMessageId(JsonNode head, String what) {
        String id = text(head, "messageId");
        return !id.isEmpty() && bare(id).equalsIgnoreCase(bare(what));
    }

    private static String bare(String word) {
        String text = word.strip();
        return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
    }

    private static Past past(Told told, boolean mayRead) {
        Past past = head(told.head(), mayRead);
        if (told.events().isEmpty()) return past;
        JsonNode last = tree(told.events().getLast());
        return new Past(past.id(), past.subject(), past.messageId(), past.recipients(), text(last, AT),
                text(last, "event"));
    }

    /** @param most events, and calls, that are told: the first ones */
    Known of(String id, int most, boolean mayRead) {
        List<String> lines = lines(id, 1);
        List<Told> stories = stories(lines).stream().filter(told -> text(told.head(), "message").equals(id)).toList();
        Stream<String> gaps = lines.stream().filter(line -> line.startsWith(GAP));
        Stream<JsonNode> events = stories.stream().flatMap(told -> told.events().stream().limit(most)).map(
                PastMail::tree);
        Stream<JsonNode> calls = stories.stream().flatMap(told -> told.calls().stream())
                .filter(call -> call.contains(IN_VAIN)).map(PastMail::tree).filter(PastMail::isInVain).limit(most);
        return new Known(stories.stream().map(told -> head(told.head(), mayRead)).toList(),
                Stream.of(events, gaps.map(PastMail::tree), calls).flatMap(all -> all)
                        .sorted(Comparator.comparing(PastMail::time)).toList(),
                stories.stream().mapToInt(told -> told.events().size()).sum());
    }

    private static boolean isInVain(JsonNode call) {
        return text(call, "event").equals("session-ended") && text(call, "how").startsWith(UNREACHED);
    }

    private static Instant time(JsonNode node) {
        return Instant.parse(node.has(AT) ? text(node, AT) : text(node, "from"));
    }

    /** A line's beginning tells what it is. A head says how many events follow; what comes after them are calls. */
    private static List<Told> stories(List<String> lines) {
        List<Told> stories = new ArrayList<>();
        int at = 0;
        while (at < lines.size() && lines.get(at).startsWith(HEAD)) {
            JsonNode head = tree(lines.get(at));
            int calls = Math.min(lines.size(), at + 1 + Math.max(0, head.path("events").asInt()));
            int end = calls;
            while (end < lines.size() && !lines.get(end).startsWith(HEAD) && !lines.get(end).startsWith(GAP))
                end++;
            stories.add(new Told(head, lines.subList(at + 1, calls), lines.subList(calls, end)));
            at = end;
        }
        return stories;
    }

    private List<String> lines(String what, int most) {
        try {
            return source.server().traceEvents(what, most);
        } catch (IllegalStateException | IllegalArgumentException notKept) {
            return List.of();
        }
    }

    private static JsonNode tree(String line) {
        return JsonAnswers.tree(line.getBytes(StandardCharsets.UTF_8));
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
