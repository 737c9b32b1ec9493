package org.packetboat.app.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.app.config.care.UsageSection;
import org.packetboat.app.config.filters.FilterKeys;
import org.packetboat.app.config.settings.LogSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What editors are told and what the reader takes are the same. */
class ConfigurationSchemaTest {
    private static final Path FILE = Path.of("packetboat.schema.json");

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(FILE));
    }

    @Test
    void takesTheEmbeddedConfiguration() throws IOException {
        try (InputStream embedded = ConfigurationReader.class.getResourceAsStream(ConfigurationReader.EMBEDDED)) {
            String yaml = new String(embedded.readAllBytes());
            assertEquals(List.of(), schema().validate(yaml, InputFormat.YAML));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-unknown-keys", "02-values", "03-smtp", "04-auth-without-tls", "05-outlet",
            "06-outlet-host", "11-wrong-shapes", "21-listeners", "12-kafka", "14-kafka-events", "14-router",
            "16-pick-up", "19-http", "21-log", "25-filters"})
    void refusesWhatIsWrongInShape(String scenario) throws IOException {
        String file = Files.readString(Path.of("src/test/bad-config", scenario, "packetboat.yaml"));
        assertFalse(schema().validate(file, InputFormat.YAML).isEmpty());
    }

    @Test
    void knowsTheReadersKeysAndNoOthers() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(FILE));
        assertEquals(Set.of(ConfigurationReader.KEYS), keys(schema.path("properties")));
        assertEquals(Set.of(SmtpSection.KEYS), keys(schema.at("/properties/smtp/properties")));
        assertEquals(Set.of(SmtpSection.LISTENER_KEYS),
                keys(schema.at("/properties/smtp/properties/listeners/additionalProperties/properties")));
        assertEquals(Set.copyOf(FilterKeys.KEYS),
                keys(schema.at("/properties/smtp/properties/filters/items/properties")));
        assertEquals(Set.copyOf(OutletSection.KEYS), keys(schema.at("/properties/local/properties")));
        assertEquals(Set.of(KafkaSection.KEYS), keys(schema.at("/properties/kafka/properties")));
        assertEquals(Set.of(HttpSection.KEYS), keys(schema.at("/properties/http/properties")));
        assertEquals(Set.of(FetchSection.KEYS), keys(schema.at("/properties/fetch/additionalProperties/properties")));
        assertEquals(Set.of(LogSettings.KEYS), keys(schema.at("/properties/log/properties")));
        assertEquals(Set.of(UsageSection.KEYS), keys(schema.at("/properties/usage/properties")));
        assertEquals(Set.of(RouterSection.KEYS), keys(schema.at("/properties/router/properties")));
    }

    /** As SmtpSection has it: who is believed to speak for others is said for each listener. */
    @Test
    void whoSpeaksForOthersIsNotInheritedByListeners() throws IOException {
        JsonNode listener = new ObjectMapper().readTree(Files.readString(FILE))
                .at("/properties/smtp/properties/listeners/additionalProperties/properties");
        for (String key : List.of("proxy-from", "xclient-from"))
            assertEquals("[]", listener.path(key).path("default").toString(), key);
    }

    private static Set<String> keys(JsonNode properties) {
        return new TreeSet<>(properties.propertyNames());
    }

    @Test
    void theJarHoldsTheSameSchema() throws IOException {
        try (InputStream inJar = ConfigurationReader.class.getResourceAsStream("packetboat.schema.json")) {
            assertArrayEquals(Files.readAllBytes(FILE), inJar.readAllBytes());
        }
    }
}
