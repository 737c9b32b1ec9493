package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionedRow;

class ProvisionPagesTest extends ApiRig {
    private JsonNode post(int status, String body) throws Exception {
        return json(status, answer("POST", "/api/v1/provision", Map.of(), body));
    }

    @Test
    void changesAreHandedOnWithWhoAndWhy() throws Exception {
        JsonNode said = post(200,
                """
                        {"logins": {"anna": "removed"}, "sites": {"b": {"domains": ["b.example"]}}, "names": "new", "dryRun": true,
                         "note": "ticket 7"}""");
        assertEquals("{\"logins\":{\"anna\":\"removed\"},\"sites\":{\"b\":{\"domains\":[\"b.example\"]}}}",
                said.get("notes").get(0).asText());
        assertEquals("anna ticket 7", said.get("notes").get(1).asText());
        assertEquals("new", said.get("rows").get(0).get("name").asText());
        assertEquals(false, said.get("inForce").asBoolean());
    }

    @Test
    void whatCantBeReadIsToldOf() throws Exception {
        assertEquals("found names \"odd\"", post(400, "{\"names\": \"odd\"}").get("error").asText());
        assertTrue(post(400, "{\"longins\": {}}").get("error").asText().contains("longins"));
        assertTrue(post(400, "{\"note\": \"" + "x".repeat(501) + "\"}").get("error").asText().contains("at most 500"));
        assertTrue(post(400, "{").get("error").asText().startsWith("not the JSON that is expected here"));
    }

    @Test
    void aThousandLoginsFitIntoOneRequest() throws Exception {
        StringBuilder logins = new StringBuilder();
        for (int i = 0; i < 1000; i++)
            logins.append(i == 0 ? "" : ",").append("\"login").append(i).append("\":{\"hash\":\"")
                    .append("x".repeat(100))
                    .append("\"}");
        assertTrue(post(200, "{\"logins\":{" + logins + "}}").get("inForce").asBoolean());
    }

    @Test
    void whatIsProvisionedIsListedByName() throws Exception {
        JsonNode rows = get("/api/v1/provisioned", "what", "site", "after", "m", "limit", "1").get("rows");
        assertEquals(1, rows.size());
        assertEquals("{\"what\":\"site\",\"name\":\"ma\",\"value\":\"\"}", JSON.writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(rows.get(0)));
    }

    @Test
    void whatTakesLongGoesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Provisions slow = new Provisions() {
            @Override
            public ProvisionAnswer apply(String changes, String names, boolean dryRun, WebRequest.Caller caller,
                    String note) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new ProvisionAnswer(List.of(), List.of(), true);
            }

            @Override
            public List<ProvisionedRow> list(String what, String after) {
                return List.of();
            }
        };
        ProvisionPages pages = new ProvisionPages(slow, Duration.ofMillis(1));
        for (int i = 0; i < 8; i++)
            assertTrue(json(202, pages.apply(request())).get("said").asText().startsWith("It goes on."));
        assertTrue(json(503, pages.apply(request())).get("error").asText().contains("too many changes"));
        never.countDown();
    }

    private static WebRequest request() {
        return new WebRequest("POST", "/api/v1/provision", new WebRequest.Caller("anna", Role.OPERATOR, "127.0.0.1"),
                Map.of(), Map.of(), Map.of("content-type", "application/json"), "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFormOfAStrangersPageChangesNothing() throws Exception {
        WebRequest form = new WebRequest("POST", "/api/v1/provision",
                new WebRequest.Caller("anna", Role.OPERATOR, "127.0.0.1"), Map.of(), Map.of(),
                Map.of("content-type", "text/plain"), "{}".getBytes(StandardCharsets.UTF_8));
        WebAnswer answer = new ProvisionPages(new FakeProvisions()).apply(form);
        json(415, answer);
    }
}
