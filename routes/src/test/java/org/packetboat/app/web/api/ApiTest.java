package org.packetboat.app.web.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** What scripts and pages are told, and what {@code openapi.json} says of it. */
class ApiTest extends ApiRig {
    private static final Path DOCUMENT = Path.of("src/main/resources/org/packetboat/app/web/api/openapi.json");
    private static final String SLASH = "~1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Run with -Ddraw=true to write it anew; descriptions in it are kept. */
    @Test
    void documentDescribesEveryPath() throws IOException {
        JsonNode before = Files.exists(DOCUMENT) ? JSON.readTree(DOCUMENT.toFile()) : JSON.createObjectNode();
        String wanted = JSON.writeValueAsString(new OpenApi().document(api.endpoints(), before)) + "\n";
        if (Boolean.getBoolean("draw")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, wanted);
        }
        assertEquals(wanted, Files.readString(DOCUMENT), "run ApiTest with -Ddraw=true");
    }

    /** A field that nobody describes is guessed at by whoever writes a script. */
    @Test
    void documentSaysWhatEveryFieldMeans() throws IOException {
        List<String> silent = new ArrayList<>();
        JSON.readTree(DOCUMENT.toFile()).at("/components/schemas").properties().forEach(schema -> {
            if (!schema.getValue().has("description")) silent.add(schema.getKey());
            schema.getValue().get("properties").properties().stream()
                    .filter(field -> !field.getValue().path("description").asText().endsWith("."))
                    .forEach(field -> silent.add(schema.getKey() + "." + field.getKey()));
        });
        assertEquals(List.of(), silent, "describe them in " + DOCUMENT);
    }

    /** What can be asked is said, too, with bounds and the usual. */
    @Test
    void documentSaysWhatEveryParameterMeans() throws IOException {
        List<String> silent = new ArrayList<>();
        JSON.readTree(DOCUMENT.toFile()).get("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(method -> method.getValue().path("parameters").forEach(param -> {
                    if (!param.path("description").asText().endsWith("."))
                        silent.add(method.getKey() + " " + path.getKey() + " " + param.get("name").asText());
                })));
        assertEquals(List.of(), silent, "describe them in " + DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/me,", "/api/v1/tonight,", "/api/v1/night,", "/api/v1/sites,", "/api/v1/sites/{site},albany",
            "/api/v1/queue,", "/api/v1/messages/{id},1PNWW400", "/api/v1/messages/{id}/text,1PNWW400",
            "/api/v1/batches,", "/api/v1/batches/{name},spring-prices", "/api/v1/health,", "/api/v1/fleet,",
            "/api/v1/audit,",
            "/api/v1/reports,", "/api/v1/reports/{night},now"})
    void answersAreAsTheDocumentSays(String path, String name) throws IOException {
        board.audit.asked(FakeBoard.NOW, "anna", "127.0.0.1", "hold", "ALL", "why not");
        board.events.on(delivered("1PNWW400"));
        JsonNode answer = get(name == null ? path : path.replaceAll("\\{\\w+}", name));
        List<?> wrong = schema("GET", path).validate(answer.toString(), InputFormat.JSON);
        assertEquals(List.of(), wrong, answer::toPrettyString);
    }

    private static StatusEvent delivered(String id) {
        return new StatusEvent.Delivered(FakeBoard.NOW, new EnvelopeId(QueueId.parse(id), 0), Optional.empty(),
                "albany", Address.parse("desk@albany.example.com"), new Reply(250, "2.0.0", "Ok"),
                Duration.ofSeconds(5));
    }

    private static Schema schema(String method, String path) throws IOException {
        JsonNode document = JSON.readTree(DOCUMENT.toFile());
        String found = "/paths/" + path.replace("/", SLASH) + "/" + method.toLowerCase(Locale.ROOT)
                + "/responses/200/content/application~1json/schema";
        String ref = document.at(found).at("/$ref").asText();
        assertTrue(!ref.isEmpty(), found);
        var root = JSON.createObjectNode().put("$ref", ref);
        root.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.writeValueAsString(root));
    }

    @Test
    void aSiteTellsWhatEachNightWasChargedForIt() throws IOException {
        board.chargedYesterday("albany", new Money("EUR", 420_000));
        board.chargedYesterday("albany", new Money("EUR", 70_000));
        List<String> costs = new ArrayList<>();
        get("/api/v1/sites/albany").get("took")
                .forEach(night -> costs.add(night.get("cost").asText()));
        assertEquals(List.of("", "0.49 EUR"), costs);
    }

    @Test
    void whatNeedsAPersonComesFirst() throws IOException {
        JsonNode tonight = get("/api/v1/tonight");
        assertEquals("albany", tonight.at("/first/0/site").asText());
        assertEquals("late", tonight.at("/first/0/state").asText());
        assertEquals("boston", tonight.at("/first/1/site").asText());
        assertEquals("failing", tonight.at("/first/1/state").asText());
        assertEquals(31, tonight.at("/sites").asInt());
        assertEquals(3, tonight.at("/groups/calling").asInt());
    }

    @Test
    void theServerFiltersSortsAndCounts() throws IOException {
        JsonNode page = get("/api/v1/sites", "q", "o", "sort", "site", "down", "true", "offset", "1", "limit", "2");
        assertEquals("toledo", page.at("/rows/0/site").asText());
        assertEquals("st-louis", page.at("/rows/1/site").asText());
        assertEquals(2, page.at("/rows").size());
        assertEquals(1, page.at("/offset").asInt());
        JsonNode calling = get("/api/v1/sites", "state", "calling");
        assertEquals(3, calling.at("/matching").asInt());
        assertEquals(31, calling.at("/total").asInt());
    }

    @Test
    void callsStandInTheRowOfTheServerThatMadeThem() throws IOException {
        JsonNode night = get("/api/v1/night");
        JsonNode running = null;
        int missed = 0;
        for (JsonNode bar : night.at("/calls")) {
            if (bar.at("/site").asText().equals("tucson")) running = bar;
            if (bar.at("/state").asText().equals("missed")) missed++;
        }
        assertEquals("line-2", running.at("/row").asText());
        assertEquals("running", running.at("/state").asText());
        assertEquals(1, missed);
        assertEquals(3, night.at("/rows").size());
        assertTrue(night.at("/plan").size() > 5, night::toPrettyString);
        assertTrue(night.at("/windows").size() >= 3);
    }

    /** The first view is 50 KB at most on the line, with very many sites, too. */
    @Test
    void tenThousandSitesAreNoLongerThanAFewOnTheLine() throws IOException {
        open(10_000);
        long bytes = 0;
        for (String path : List.of("/api/v1/tonight", "/api/v1/night", "/api/v1/sites", "/api/v1/batches",
                "/api/v1/batches/spring-prices")) {
            long length = packed(((WebAnswer.Whole) answer("GET", path, Map.of(), "")).body());
            assertTrue(length < 50_000, path + " " + length);
            if (!path.contains("batches")) bytes += length;
        }
        assertTrue(bytes < 50_000, "together " + bytes);
        assertEquals(10_000, get("/api/v1/batches/spring-prices").at("/cells").asText().length());
    }

    private static long packed(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.size();
    }

    @Test
    void updatesHaveTwoKilobytesAtMost() throws InterruptedException {
        open(10_000);
        for (int i = 0; i < 200; i++)
            board.server.sessions.add(board.server.sessions.getFirst());
        WebAnswer.Stream stream = (WebAnswer.Stream) answer("GET", "/api/v1/live", Map.of(), "");
        stream.feed().run((_, name, data) -> {
            assertEquals("update", name);
            int length = data.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(length > 500 && length <= 2048, data);
            return false;
        });
    }

    @Test
    void anActionIsWrittenDownWithItsAnswer() throws IOException {
        JsonNode done = json(200, answer("POST", "/api/v1/actions", Map.of(),
                "{\"action\":\"hold\",\"target\":\"albany.example.com\",\"note\":\"line is\\nrepaired\"}"));
        assertEquals("hold albany.example.com done", done.at("/said").asText());
        assertEquals(List.of("hold albany.example.com"), board.server.done);
        JsonNode entry = get("/api/v1/audit").at("/entries/0");
        assertEquals("anna", entry.at("/user").asText());
        assertEquals("line is repaired", entry.at("/note").asText());
        assertEquals("hold albany.example.com done", entry.at("/answer").asText());
        assertEquals(List.of(), schema("POST", "/api/v1/actions").validate(done.toString(), InputFormat.JSON));
    }

    @Test
    void aBigSendIsSteered() throws IOException {
        for (String command : List.of("pause", "resume", "next", "abort")) {
            json(200, answer("POST", "/api/v1/actions", Map.of(), "{\"action\":\"send-" + command
                    + "\",\"target\":\"spring-prices\",\"note\":\"test\"}"));
        }
        assertEquals(List.of("send-pause spring-prices", "send-resume spring-prices", "send-next spring-prices",
                "send-abort spring-prices"), board.server.done);
        assertEquals(4, get("/api/v1/audit").at("/entries").size());
    }

    /** Those who need a person are told, wherever they stand among ten thousand. */
    @Test
    void whoIsMissedIsToldWhateverPageIsShown() throws IOException {
        JsonNode send = get("/api/v1/batches/spring-prices", "state", "delivered", "limit", "1");
        assertEquals("albany.example.com", send.at("/missed/0/domain").asText());
        assertEquals("overdue", send.at("/missed/0/state").asText());
    }

    @Test
    void whatIsRefusedIsWrittenDown() throws IOException {
        board.server.refusal = Optional.of(new IllegalArgumentException("nothing waits for x"));
        JsonNode wrong = json(400, answer("POST", "/api/v1/actions", Map.of(),
                "{\"action\":\"delete\",\"target\":\"x\",\"note\":\"test\"}"));
        assertEquals("nothing waits for x", wrong.at("/error").asText());
        assertEquals("refused: nothing waits for x", get("/api/v1/audit").at("/entries/0/answer").asText());
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws IOException {
        Files.createDirectories(folder.resolve("31/audit.jsonl"));
        JsonNode wrong = json(503, answer("POST", "/api/v1/actions", Map.of(),
                "{\"action\":\"delete\",\"target\":\"x\",\"note\":\"test\"}"));
        assertTrue(wrong.at("/error").asText().startsWith("Nothing was done"), wrong::toString);
        assertEquals(List.of(), board.server.done);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = {"{\"action\":\"hold\",\"target\":\"x\",\"note\":\" \"}; \"note\" has 0 characters",
                    "{\"action\":\"stop\",\"target\":\"x\",\"note\":\"y\"}; found action \"stop\"",
                    "{\"action\":\"hold\",\"note\":\"y\"}; \"target\" has 0 characters",
                    "{\"action\":\"hold\",\"target\":\"x\",\"note\":\"y\",\"more\":1}; not the JSON",
                    "null; found null",
                    "[]; not the JSON"})
    void badActionsAreNotDone(String body, String said) throws IOException {
        JsonNode wrong = json(400, answer("POST", "/api/v1/actions", Map.of(), body));
        assertTrue(wrong.at("/error").asText().contains(said), wrong::toString);
        assertEquals(List.of(), board.server.done);
        assertEquals(0, get("/api/v1/audit").at("/entries").size());
    }

    /** The book is there after a restart; what was asked and not answered says so. */
    @Test
    void theBookOutlivesTheServer() throws IOException {
        AuditEntry asked = board.audit.asked(FakeBoard.NOW, "anna", "::1", "flush", "ALL", "hurry");
        board.audit.answered(board.audit.asked(FakeBoard.NOW, "bob", "::1", "hold", "ALL", "storm"), "held");
        Files.writeString(folder.resolve("31/audit.jsonl"), "{\"id\":\"half", StandardOpenOption.APPEND);
        List<AuditEntry> read = Api.audit(folder.resolve("31/audit.jsonl")).latest(10);
        assertEquals(List.of("held", ""), read.stream().map(AuditEntry::answer).toList());
        assertEquals(asked, read.getLast());
    }

    @Test
    void mailIsFoundByWhatPeopleKnowOfIt() throws IOException {
        for (String text : List.of("omaha.example.com", "1PNWW402", "desk@omaha", "spring-prices", "Spring pri",
                "p1@hub.example.com")) {
            JsonNode found = get("/api/v1/queue", "q", text);
            assertTrue(found.at("/envelopes").size() > 0, text);
        }
        assertEquals("domains", get("/api/v1/queue").at("/kind").asText());
        assertEquals(0, get("/api/v1/queue", "q", "nobody@nowhere").at("/envelopes").size());
    }

    @Test
    void aMessageThatHasGoneHasItsStoryStill() throws IOException {
        board.events.on(delivered("1PNWWZZZ"));
        JsonNode message = get("/api/v1/messages/1PNWWZZZ");
        assertEquals(0, message.at("/total").asInt());
        assertEquals("delivered", message.at("/story/0/event").asText());
        json(404, answer("GET", "/api/v1/messages/1PNWWZZY", Map.of(), ""));
    }

    /** Before a restart, or long ago. */
    @Test
    void whatHasGoneLongAgoIsFoundInTheHistory() throws IOException {
        List<String> told = List.of("{\"trace\":1,\"message\":\"1PNWWYYY\",\"messageId\":\"<7f3a@hq>\","
                + "\"subject\":\"Old\",\"recipients\":[\"a@b.example\"],\"events\":1,\"leftOut\":0}",
                "{\"at\":\"2026-11-01T03:00:00Z\",\"event\":\"delivered\",\"server\":\"hub\",\"site\":\"b\"}",
                "{\"gap\":\"a power cut\",\"from\":\"2026-11-01T04:00:00Z\",\"to\":\"2026-11-01T04:00:02Z\"}");
        board.server.history.put("<7f3a@hq>", told);
        board.server.history.put("1PNWWYYY", told);
        JsonNode past = get("/api/v1/queue", "q", "<7f3a@hq>").at("/past/0");
        assertEquals("1PNWWYYY Old delivered 2026-11-01T03:00:00Z", past.at("/id").asText() + " "
                + past.at("/subject").asText() + " " + past.at("/last").asText() + " " + past.at("/at").asText());
        JsonNode message = get("/api/v1/messages/1PNWWYYY");
        assertEquals("delivered", message.at("/story/0/event").asText());
        assertEquals("a power cut", message.at("/story/1/gap").asText());
        assertEquals("Old", message.at("/about/0/subject").asText());
    }

    @Test
    void whatIfChangesNothing() throws IOException {
        await().atMost(PATIENCE).until(() -> !get("/api/v1/tonight").at("/verdict/level").asText().equals("unknown"));
        JsonNode now = get("/api/v1/tonight").at("/verdict");
        JsonNode with = json(200, answer("POST", "/api/v1/what-if", Map.of(),
                "{\"lines\":3,\"later\":60,\"earlier\":0,\"most\":0,\"notBefore\":\"\"}"));
        assertTrue(with.at("/missed").asInt() < now.at("/missed").asInt(), now + " " + with);
        assertEquals(List.of(), board.server.done);
        json(400, answer("POST", "/api/v1/what-if", Map.of(),
                "{\"lines\":-1,\"later\":0,\"earlier\":0,\"most\":0,\"notBefore\":\"\"}"));
    }

    @Test
    void problemsHaveAdvice() throws IOException {
        JsonNode problems = get("/api/v1/health").at("/problems");
        assertEquals("Another program has the port. Give one of them another port.",
                problems.at("/0/advice").asText());
        assertTrue(problems.toString().contains("certificate hub.crt ends at"), problems::toString);
        assertTrue(get("/api/v1/sites/albany").at("/advice").asText().contains("far modem"));
    }

    @Test
    void usageIsGivenByPages() throws IOException {
        JsonNode usage = get("/api/v1/usage", "from", "2026-12-01", "by", "day,site", "offset", "1");
        assertEquals(2, usage.get("all").asInt());
        assertEquals("[\"2026-12-01\",\"south\",8.5]",
                "[" + usage.at("/rows/0/day") + "," + usage.at("/rows/0/site") + ","
                        + usage.at("/rows/0/minutes") + "]");
        assertEquals(1, usage.get("rows").size());
        JsonNode first = get("/api/v1/usage", "by", "site", "limit", "1");
        assertEquals("2 north", first.get("all") + " " + first.at("/rows/0/site").asText());
        assertEquals(1, first.get("rows").size());
        assertEquals(2, get("/api/v1/usage", "by", "site").get("rows").size());
        assertEquals("{\"all\":2,\"rows\":[]}", get("/api/v1/usage", "by", "site", "offset", "2").toString());
        json(400, answer("GET", "/api/v1/usage", Map.of("by", "moon"), ""));
        json(404, new UsagePages(Optional.empty()).list(null));
    }
}
