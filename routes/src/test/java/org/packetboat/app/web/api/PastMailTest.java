package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.StatusEvent;

/** What the pages tell of mail that has gone: to whom, and in which order. */
class PastMailTest {
    private static final String ID = "1PNWWYYY";
    private static final String MESSAGE_ID = "<7f3a@hq>";

    @TempDir
    Path folder;
    private FakeBoard board;

    @BeforeEach
    void open() {
        board = new FakeBoard(folder, 3);
    }

    @AfterEach
    void close() {
        board.close();
    }

    private JsonNode ask(Role role, String path, Map<String, String> query, Map<String, String> inPath) {
        List<WebPage> found = new ArrayList<>();
        board.api().addTo((_, pattern, _, page) -> {
            if (pattern.equals(path)) found.add(page);
        });
        WebAnswer.Whole answer = (WebAnswer.Whole) found.getFirst().answer(new WebRequest("GET", path,
                new WebRequest.Caller("rob", role, "127.0.0.1"), query, inPath, Map.of(), new byte[0]));
        assertEquals(200, answer.status(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return JsonAnswers.tree(answer.body());
    }

    private JsonNode message(Role role) {
        return ask(role, "/api/v1/messages/{id}", Map.of(), Map.of("id", ID));
    }

    private JsonNode past(Role role, String text) {
        return ask(role, "/api/v1/queue", Map.of("q", text), Map.of()).at("/past");
    }

    private static List<String> told(JsonNode message) {
        return StreamSupport.stream(message.at("/story").spliterator(), false)
                .map(e -> e.path("event").asText(e.path("gap").asText())).toList();
    }

    private static String head(int events) {
        return "{\"trace\":1,\"message\":\"" + ID + "\",\"messageId\":\"" + MESSAGE_ID + "\",\"subject\":\"Old\","
                + "\"recipients\":[\"a@b.example\"],\"events\":" + events + ",\"leftOut\":0}";
    }

    private static String accepted() {
        return "{\"at\":\"2026-11-01T03:00:00Z\",\"event\":\"accepted\",\"server\":\"hub\",\"message\":\"" + ID
                + "\",\"messageId\":\"" + MESSAGE_ID + "\",\"envid\":\"x\"}";
    }

    private static String delivered() {
        return "{\"at\":\"2026-11-01T03:00:09Z\",\"event\":\"delivered\",\"server\":\"hub\",\"message\":\"" + ID
                + "\",\"site\":\"b\"}";
    }

    private static String call(String at, String event, String how) {
        return "{\"at\":\"2026-11-01T03:00:" + at + "Z\",\"event\":\"" + event + "\",\"server\":\"hub\",\"site\":\"b\""
                + how + "}";
    }

    /** As StoryJson writes it: events, then calls. */
    private void kept() {
        List<String> lines = List.of(head(2), accepted(), delivered(),
                call("01", "window-opened", ",\"closes\":\"2026-11-01T04:00:00Z\""),
                call("02", "session-opened", ",\"link\":\"modem\""),
                call("03.5", "session-ended", ",\"link\":\"modem\",\"how\":\"unreached: 451 4.4.1 busy\""),
                call("05", "session-opened", ",\"link\":\"modem\""),
                call("10", "session-ended", ",\"link\":\"modem\",\"how\":\"finished\""),
                "{\"gap\":\"a power cut\",\"from\":\"2026-11-01T03:00:01Z\",\"to\":\"2026-11-01T03:00:02Z\"}");
        for (String what : List.of(ID, MESSAGE_ID, "7f3a@hq", "7F3A@HQ", "a@b.example"))
            board.server.history.put(what, lines);
    }

    @Test
    void aReaderIsToldNoMessageId() {
        kept();
        assertFalse(message(Role.READER).toString().contains("7f3a"), () -> message(Role.READER).toPrettyString());
        assertTrue(message(Role.OPERATOR).at("/story/0/messageId").asText().equals(MESSAGE_ID));
    }

    @Test
    void aReaderIsNotToldByMemoryEither() {
        board.events.on(new StatusEvent.Accepted(Instant.parse("2026-11-01T03:00:00Z"),
                new Message(QueueId.parse(ID), Instant.EPOCH, Optional.empty(), 1, false, false, ReturnContent.FULL,
                        Optional.empty(), Optional.empty(), "smtp:::1"),
                IntStream.range(0, 99).mapToObj(i -> new Domain("b" + i + ".example")).toList(), 99,
                new StatusEvent.Heading(Optional.of(MESSAGE_ID), Optional.of("Old"), List.of())));
        assertFalse(message(Role.READER).toString().contains("7f3a"), () -> message(Role.READER).toPrettyString());
        assertEquals(MESSAGE_ID, message(Role.OPERATOR).at("/story/0/messageId").asText());
        assertEquals(99, message(Role.READER).at("/story/0/domainCount").asInt());
        assertEquals(20, message(Role.READER).at("/story/0/domains").size());
    }

    @Test
    void aReaderFindsNothingByAMessageId() {
        kept();
        for (String text : List.of(MESSAGE_ID, "7f3a@hq", "7F3A@HQ")) {
            assertEquals(0, past(Role.READER, text).size(), text);
            assertEquals(1, past(Role.OPERATOR, text).size(), text);
        }
        assertEquals(1, past(Role.READER, "a@b.example").size());
        assertEquals(1, past(Role.READER, ID).size());
    }

    @Test
    void onlyCallsThatReachedNobodyAreInVainAndStandWhereTheyHappened() {
        kept();
        assertEquals(List.of("accepted", "a power cut", "session-ended", "delivered"), told(message(Role.READER)));
        assertEquals("unreached: 451 4.4.1 busy", message(Role.READER).at("/story/2/how").asText());
    }

    @Test
    void theLastThatIsKnownIsOfTheMessage() {
        kept();
        assertEquals("delivered", past(Role.READER, ID).at("/0/last").asText());
        assertEquals("2026-11-01T03:00:09Z", past(Role.READER, ID).at("/0/at").asText());
    }

    /** The history does not keep how far a transfer was. */
    @Test
    void progressDoesNotMakeMemoryKnowMore() {
        kept();
        EnvelopeId id = new EnvelopeId(QueueId.parse(ID), 0);
        for (int i = 0; i < 20; i++)
            board.events.on(new StatusEvent.Progress(Instant.parse("2026-11-01T03:00:06Z"), id, Optional.empty(), "b",
                    i, 20));
        board.events.on(new StatusEvent.Delivered(Instant.parse("2026-11-01T03:00:09Z"), id, Optional.empty(), "b",
                Address.parse("a@b.example"), new Reply(250, "2.0.0", "Ok"), Duration.ofSeconds(9)));
        assertEquals(List.of("accepted", "a power cut", "session-ended", "delivered"), told(message(Role.READER)));
    }
}
