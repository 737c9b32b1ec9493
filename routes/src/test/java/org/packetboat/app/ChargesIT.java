package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** Calls over a link with a tariff cost what it says: on the board, in the night's report and in the metrics. */
class ChargesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Each call: 0.50, and an hour that has begun, which is 6.00. */
    private static final String ROUTES = """
            links:
              phone: { kind: ip, tariff: { currency: EUR, connect: 0.50, per-minute: 0.10, step: 1h } }
            routes:
              - { site: west, domains: west.example, host: 127.0.0.1, port: %d, link: phone }
              - { site: east, domains: east.example, host: 127.0.0.1, port: %d, link: phone }
            """;

    @TempDir
    Path folder;

    private static JsonNode get(HttpClient client, String url) throws IOException, InterruptedException {
        return JSON.readTree(text(client, url));
    }

    private static String text(HttpClient client, String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    @Test
    void realCallsAreChargedByTheTariffOfTheirLink() throws IOException, InterruptedException {
        int port = FreePorts.one();
        try (SmtpSink west = new SmtpSink(_ -> false);
                SmtpSink east = new SmtpSink(_ -> false);
                ServerProcess server = ServerProcess.start(new Home(folder)
                        .withUsualConfiguration(
                                "http: { listen: \"127.0.0.1:" + port + "\", without-login: operator }\n")
                        .with("schedules/routes.yaml", ROUTES.formatted(west.port(), east.port())));
                SmtpTalk talk = SmtpTalk.to(server.port());
                HttpClient client = HttpClient.newHttpClient()) {
            talk.send("anna@hub.example.com", List.of("b@west.example", "c@east.example"),
                    "Subject: prices\r\n\r\nBread 1.20\r\n".getBytes(StandardCharsets.US_ASCII));
            server.awaitLog("event=session-ended site=west");
            server.awaitLog("event=session-ended site=east");
            String url = "http://127.0.0.1:" + port;
            for (String site : List.of("west", "east"))
                await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertEquals("6.50 EUR",
                        get(client, url + "/api/v1/sites/" + site).at("/took/0/cost").asText(),
                        () -> "calls of " + site + "\n" + server.log()));
            JsonNode cost = get(client, url + "/api/v1/reports/now").get("cost");
            assertEquals("EUR", cost.at("/charges/0/currency").asText(), cost::toString);
            assertEquals(13.0, cost.at("/charges/0/amount").asDouble(), cost::toString);
            assertTrue(text(client, url + "/metrics").lines()
                    .anyMatch(line -> line.startsWith("packetboat_call_cost") && line.endsWith(" 13.0")),
                    "no such line in the metrics");
        }
    }
}
