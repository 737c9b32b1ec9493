package org.packetboat.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The page of all configuration keys, made from the schemas, which tests hold to what the readers take. */
final class KeysPage {
    /** What the names of shared definitions mean to whoever writes a file. */
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("duration", "duration"),
            Map.entry("rate", "rate"), Map.entry("path", "path"), Map.entry("domain", "domain"),
            Map.entry("network", "network"), Map.entry("hostPort", "host:port"), Map.entry("secret", "secret"),
            Map.entry("zone", "time zone"), Map.entry("window", "window"), Map.entry("names", "name or list"),
            Map.entry("date", "date"), Map.entry("dates", "date or list"), Map.entry("holiday", "date or calendar"),
            Map.entry("topic", "topic"), Map.entry("open", "time of day"), Map.entry("close", "time of day"),
            Map.entry("command", "program"), Map.entry("device", "path"), Map.entry("keyFile", "path"),
            Map.entry("tolerances", "tolerance or list of them"), Map.entry("node", "node name"),
            Map.entry("chat", "text"), Map.entry("days", "days"));

    private final JsonNode schema;
    private final StringBuilder page;

    private KeysPage(JsonNode schema, StringBuilder page) {
        this.schema = schema;
        this.page = page;
    }

    static String text(Path project) throws IOException {
        StringBuilder page = new StringBuilder(
                """
                        # All configuration keys

                        Every key of both kinds of files, in the order of the schemas. What they mean together, with examples, stands in
                        [configuration.md](configuration.md); how durations, sizes and rates are written, too.

                        <!-- made from the schemas by PageRulesTest: -Ddraw=true makes it anew -->

                        ## packetboat.yaml

                        Read at the start: **a changed key needs a restart**. What is in files that it names does not, where that can change
                        alone: schedules, aliases, route files, certificates, login files and lists of neighbours' keys.

                        """);
        new KeysPage(read(project.resolve("routes/packetboat.schema.json")), page).keys();
        page.append(
                """

                        ## Schedule files

                        Looked at every two seconds: **a changed key needs no restart**. A file with errors is refused, and what held
                        before holds on; `packetboat status` says so.

                        """);
        new KeysPage(read(project.resolve("schedules/schedule.schema.json")), page).keys();
        return page.toString();
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private void keys() {
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        properties(schema, "");
    }

    private void properties(JsonNode of, String before) {
        List<String> required = strings(of.path("required"));
        of.path("properties").properties().forEach(key -> {
            String name = before + key.getKey();
            JsonNode value = key.getValue();
            if (value.has("const") && key.getKey().equals("kind")) return;
            row(name, value, required.contains(key.getKey()));
            below(name, value);
        });
    }

    private void row(String name, JsonNode value, boolean required) {
        JsonNode meant = resolved(value);
        String standard = alike(value).map(key -> "as `" + key + "`")
                .or(() -> Optional.of(value.has("default") ? value : meant).filter(v -> v.has("default"))
                        .map(v -> "`" + plain(v.get("default")) + "`"))
                .orElse(required ? "must be given" : "");
        page.append("| `%s` | %s | %s | %s |%n".formatted(name, cell(type(value)), cell(standard),
                cell(meaning(value))));
    }

    /** What a key means, or the key or definition that it refers to. */
    private String meaning(JsonNode value) {
        return value.has("description") || !value.has("$ref")
                ? value.path("description").asText()
                : meaning(schema.at(value.get("$ref").asText().substring(1)));
    }

    /** Keys within a key: of an object, of the items of a list, of what has names of the user's own. */
    private void below(String name, JsonNode value) {
        JsonNode meant = resolved(value);
        if (isNamedType(value) || alike(value).isPresent()) return;
        if (meant.has("properties")) properties(meant, name + ".");
        JsonNode items = resolved(meant.path("items"));
        if (items.has("properties")) properties(items, name + "[].");
        JsonNode named = meant.path("additionalProperties");
        if (named.isObject() && !isNamedType(named)) named(name + ".NAME", resolved(named));
        for (JsonNode one : choices(meant))
            if (!isNamedType(one)) below(name, resolved(one));
    }

    private void named(String name, JsonNode meant) {
        if (meant.has("properties")) properties(meant, name + ".");
        for (JsonNode one : choices(meant)) {
            JsonNode kind = resolved(one);
            String label = kind.at("/properties/kind/const").asText("");
            if (!label.isEmpty()) {
                page.append("| `%s.kind` | `%s` | must be given | %s |%n".formatted(name, label,
                        cell(kind.at("/properties/kind/description").asText())));
            }
            properties(kind, name + (label.isEmpty() ? "." : "(" + label + ")."));
        }
    }

    private static List<JsonNode> choices(JsonNode of) {
        List<JsonNode> all = new ArrayList<>();
        of.path("oneOf").forEach(all::add);
        of.path("anyOf").forEach(all::add);
        all.removeIf(one -> one.has("required") && one.size() == 1);
        return all;
    }

    private boolean isNamedType(JsonNode value) {
        return TYPES.containsKey(reference(value)) && !reference(value).equals("window");
    }

    private static String reference(JsonNode value) {
        return value.path("$ref").asText("").replace("#/$defs/", "");
    }

    private JsonNode resolved(JsonNode value) {
        String pointer = value.path("$ref").asText("");
        return pointer.isEmpty() ? value : resolved(schema.at(pointer.substring(1)));
    }

    /** The key that a key is like, with its default: {@code smtp.relay-from} of a listener's {@code relay-from}. */
    private static Optional<String> alike(JsonNode value) {
        return Optional.of(value.path("$ref").asText("")).filter(pointer -> pointer.startsWith("#/properties/"))
                .map(pointer -> pointer.replace("#/properties/", "").replace("/properties/", "."));
    }

    private String type(JsonNode value) {
        String name = reference(value);
        if (TYPES.containsKey(name)) return TYPES.get(name);
        if (alike(value).isPresent()) return type(schema.at(value.get("$ref").asText().substring(1)));
        JsonNode meant = resolved(value);
        if (meant.has("enum"))
            return strings(meant.path("enum")).stream().map(w -> "`" + w + "`")
                    .collect(Collectors.joining(", "));
        if (meant.has("const")) return "`" + meant.get("const").asText() + "`";
        if (meant.has("oneOf") && !meant.has("type") || meant.has("anyOf") && !meant.has("type")) {
            return choices(meant).stream().map(this::type).distinct().collect(Collectors.joining(" or "));
        }
        return written(meant);
    }

    private String written(JsonNode meant) {
        String type = meant.path("type").isArray() ? "text or number" : meant.path("type").asText("any");
        return switch (type) {
            case "integer", "number" -> "number" + range(meant);
            case "array" -> "list of " + type(meant.path("items"));
            case "object" -> "keys below";
            case "string" -> meant.path("pattern").asText("").contains("KB|MB") ? "size" : "text";
            case "boolean" -> "`true`, `false`";
            default -> type;
        };
    }

    private static String range(JsonNode number) {
        if (!number.has("minimum") || !number.has("maximum")) return "";
        return ", " + number.get("minimum").asText() + " to " + number.get("maximum").asText();
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static String plain(JsonNode value) {
        if (!value.isArray()) return value.isTextual() ? value.asText() : value.toString();
        return strings(value).stream().collect(Collectors.joining(", ", "[", "]"));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
