package org.packetboat.schedules.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.schedules.file.link.LinkKind;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.file.link.TariffReader;
import org.packetboat.schedules.file.rule.RuleReader;
import org.packetboat.schedules.file.window.WindowRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What editors are told and what the reader takes are the same. */
class ScheduleSchemaTest {
    private static final Path FILE = Path.of("../schedule.schema.json");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(FILE));
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void schemaAndReaderTakeEveryExampleWithoutAWarning(Path example) throws IOException {
        assertEquals(List.of(), schema().validate(Files.readString(example), InputFormat.YAML));
        ScheduleDefaults defaults = new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofDays(5));
        Reading reading = new ScheduleReader(defaults, LinkKinds.ALL).read(new SourceFiles(List.of(example)),
                NOW);
        assertEquals(List.of(), assertInstanceOf(Reading.Good.class, reading, reading::toString).warnings());
        assertFalse(((Reading.Good) reading).schedules().routes().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"02-unknown-key", "03-missing-keys", "04-times-and-days", "05-dates", "09-cron",
            "12-route-values", "13-links", "22-wrong-shapes", "23-not-a-mapping", "27-nothing-given", "28-lines",
            "29-lines-routes-callers", "42-tariffs", "46-rules"})
    void schemaRefusesWhatIsWrongInShape(String scenario) throws IOException {
        String file = Files.readString(Path.of("src/test/bad-schedules", scenario, "night.yaml"));
        assertFalse(schema().validate(file, InputFormat.YAML).isEmpty());
    }

    @Test
    void schemaKnowsTheReadersKeysAndNoOthers() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(FILE));
        assertEquals(Set.of(ScheduleReader.KEYS), keys(schema.path("properties")));
        assertEquals(Set.of(RouteReader.KEYS), keys(schema.at("/$defs/route/properties")));
        assertEquals(Set.of(RuleReader.KEYS), keys(schema.at("/$defs/rule/properties")));
        assertEquals(Set.of(CallerReader.KEYS), keys(schema.at("/$defs/caller/properties")));
        for (JsonNode kind : schema.at("/$defs/link/oneOf"))
            assertKnowsKeys(schema, kind.path("$ref").asString());
        assertEquals(Set.of(WindowRules.KEYS), keys(schema.at("/$defs/writtenWindow/properties")));
        assertEquals(Set.of(TariffReader.KEYS), keys(schema.at("/$defs/tariff/properties")));
        assertEquals(Set.of(TariffReader.TIMED_KEYS), keys(schema.at("/$defs/timedRates/properties")));
    }

    private static void assertKnowsKeys(JsonNode schema, String link) {
        JsonNode properties = schema.at(link.substring(1) + "/properties");
        LinkKind kind = LinkKinds.ALL.stream()
                .filter(k -> k.name().equals(properties.at("/kind/const").asString())).findAny().orElseThrow();
        Set<String> keys = new TreeSet<>(kind.keys());
        keys.add("kind");
        keys.addAll(List.of("limits", "tariff"));
        assertEquals(keys, keys(properties));
    }

    private static Set<String> keys(JsonNode properties) {
        return new TreeSet<>(properties.propertyNames());
    }

    @Test
    void theJarHoldsTheSameSchema() throws IOException {
        try (InputStream inJar = ScheduleReader.class
                .getResourceAsStream("/org/packetboat/schedules/schedule.schema.json")) {
            assertArrayEquals(Files.readAllBytes(FILE), inJar.readAllBytes());
        }
    }
}
