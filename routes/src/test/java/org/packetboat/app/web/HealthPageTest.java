package org.packetboat.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;

/** What load balancers and people are told of the server's health. */
class HealthPageTest {
    private static final HealthCheck NODE = new HealthCheck("node", Optional::empty);
    private static final HealthCheck DISK = new HealthCheck("disk", () -> Optional.of("12 \"bytes\" are free"));

    private static WebAnswer.Whole ask(Role role, HealthCheck... checks) {
        WebRequest request = new WebRequest("GET", "/readyz", new WebRequest.Caller("", role, "127.0.0.1"), Map.of(),
                Map.of(), Map.of(), new byte[0]);
        return assertInstanceOf(WebAnswer.Whole.class, new HealthPage(List.of(checks)).answer(request));
    }

    private static String body(WebAnswer.Whole answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void allIsWell() {
        WebAnswer.Whole answer = ask(Role.ANYBODY, NODE);
        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"ok\",\"checks\":[{\"name\":\"node\",\"ok\":true}]}\n", body(answer));
    }

    @Test
    void readersLearnWhatIsWrong() {
        WebAnswer.Whole answer = ask(Role.READER, NODE, DISK);
        assertEquals(503, answer.status());
        assertEquals("{\"status\":\"failing\",\"checks\":[{\"name\":\"node\",\"ok\":true},"
                + "{\"name\":\"disk\",\"ok\":false,\"wrong\":\"12 \\\"bytes\\\" are free\"}]}\n", body(answer));
    }

    @Test
    void othersLearnThatSomethingIs() {
        WebAnswer.Whole answer = ask(Role.ANYBODY, DISK);
        assertEquals(503, answer.status());
        assertEquals("{\"status\":\"failing\",\"checks\":[{\"name\":\"disk\",\"ok\":false}]}\n", body(answer));
    }

    @Test
    void whatCannotBeFoundOutIsNotWell() {
        WebAnswer.Whole answer = ask(Role.ANYBODY, new HealthCheck("disk", () -> {
            throw new IllegalStateException("no such disk");
        }));
        assertEquals(503, answer.status());
    }
}
