package org.packetboat.app.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebPage;
import org.packetboat.connectors.http.WebRequest;

/**
 * Says 200 if all is well, else 503, with what is wrong:
 *
 * <pre>
 * {"status":"failing","checks":[{"name":"node","ok":true},{"name":"disk","ok":false,"wrong":"12 MB are free; …"}]}
 * </pre>
 *
 * Whoever may not read gets no {@code wrong}.
 */
public record HealthPage(List<HealthCheck> checks) implements WebPage {
    private static final int WELL = 200;
    private static final int UNAVAILABLE = 503;

    public HealthPage {
        checks = List.copyOf(checks);
    }

    @Override
    public WebAnswer answer(WebRequest request) {
        boolean mayRead = request.caller().role().covers(Role.READER);
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        boolean well = true;
        for (HealthCheck check : checks) {
            Optional<String> wrong = wrong(check);
            well &= wrong.isEmpty();
            ObjectNode said = all.addObject().put("name", check.name()).put("ok", wrong.isEmpty());
            wrong.filter(_ -> mayRead).ifPresent(why -> said.put("wrong", why));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", well ? "ok" : "failing");
        body.set("checks", all);
        return WebAnswer.json(well ? WELL : UNAVAILABLE, (body + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What can't be found out is not well. */
    private static Optional<String> wrong(HealthCheck check) {
        try {
            return check.wrong().get();
        } catch (RuntimeException e) {
            return Optional.of("this could not be found out: " + e.getMessage());
        }
    }
}
