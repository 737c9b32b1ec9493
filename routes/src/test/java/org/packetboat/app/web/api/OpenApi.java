package org.packetboat.app.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Describes an API as OpenAPI 3.1, from what it is made of. Descriptions that a document has already are kept. */
final class OpenApi {
    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)}");
    private static final String ERROR = "Error";

    private final SchemaOf schemas = new SchemaOf();

    JsonNode document(List<ApiPath> endpoints, JsonNode before) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        root.putObject("info").put("title", "Packetboat").put("version", "1").put("description",
                "What the board shows and does. Times are ISO 8601 in UTC, empty where there is none. JsonAnswers are "
                        + "bounded: lists have an offset and a limit of at most 500. Log in with Basic, or with the "
                        + "board's session. Later versions add paths and fields; none of these goes.");
        ObjectNode paths = root.putObject("paths");
        for (ApiPath endpoint : endpoints)
            paths.withObject("/" + endpoint.path().replace("~", "~0").replace("/", "~1"))
                    .set(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint, before));
        ObjectNode all = root.putObject("components").putObject("schemas");
        schemas.of(JsonAnswers.Wrong.class);
        for (Map.Entry<String, ObjectNode> each : schemas.all().entrySet()) {
            String name = each.getKey().equals("JsonAnswersWrong") ? ERROR : each.getKey();
            all.set(name, described(each.getValue(), before.at("/components/schemas/" + name)));
        }
        return root;
    }

    private static ObjectNode described(ObjectNode schema, JsonNode before) {
        if (before.has("description")) schema.put("description", before.get("description").asText());
        schema.at("/properties").properties().forEach(property -> {
            JsonNode said = before.at("/properties/" + property.getKey() + "/description");
            if (!said.isMissingNode()) ((ObjectNode) property.getValue()).put("description", said.asText());
        });
        return schema;
    }

    private static String said(JsonNode before, ApiPath endpoint, String name) {
        for (JsonNode param : before.path("paths").path(endpoint.path())
                .path(endpoint.method().toLowerCase(Locale.ROOT))
                .path("parameters"))
            if (param.path("name").asText().equals(name)) return param.path("description").asText();
        return "";
    }

    private static ObjectNode param(JsonNode before, ApiPath endpoint, String name) {
        ObjectNode param = JsonNodeFactory.instance.objectNode().put("name", name);
        String said = said(before, endpoint, name);
        return said.isEmpty() ? param : param.put("description", said);
    }

    private ObjectNode operation(ApiPath endpoint, JsonNode before) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode().put("summary", endpoint.summary() + ".")
                .put("x-role", endpoint.role().name().toLowerCase(Locale.ROOT));
        var params = operation.putArray("parameters");
        IN_PATH.matcher(endpoint.path()).results().forEach(found -> params
                .add(param(before, endpoint, found.group(1)).put("in", "path").put("required", true))
                .get(params.size() - 1).withObject("/schema").put("type", "string"));
        endpoint.params().forEach(name -> params.add(param(before, endpoint, name).put("in", "query"))
                .get(params.size() - 1).withObject("/schema")
                .put("type", List.of("offset", "limit", "bars", "most").contains(name) ? "integer" : "string"));
        endpoint.takes().ifPresent(type -> operation.putObject("requestBody").put("required", true)
                .putObject("content").putObject("application/json").set("schema", schemas.of(type)));
        ObjectNode responses = operation.putObject("responses");
        ObjectNode content = responses.putObject("200").put("description", "OK").putObject("content");
        endpoint.gives().ifPresentOrElse(
                type -> content.putObject("application/json").set("schema", schemas.of(type)),
                () -> content.putObject("text/event-stream").putObject("schema").put("type", "string"));
        responses.putObject("default").put("description", "What is wrong").putObject("content")
                .putObject("application/json").putObject("schema").put("$ref", "#/components/schemas/" + ERROR);
        return operation;
    }
}
