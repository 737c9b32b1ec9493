package org.packetboat.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tooling is told of the component: made by the build where Maven runs on a JDK 25, see the pom. */
class CatalogueTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path CATALOGUE = CLASSES.resolve("META-INF/org/packetboat/camel/packetboat.json");
    /** Those that Camel gives every endpoint. */
    private static final Set<String> CAMELS = Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern",
            "lazyStartProducer");

    @BeforeAll
    static void thereIsACatalogueWhereMavenRunsOnOurJava() {
        int java = Integer.getInteger("maven.java", Runtime.version().feature());
        if (java < 25) {
            System.out
                    .println("NOT TESTED: the catalogue of packetboat:, which Maven makes on a JDK 25 only; it ran on "
                            + java + ". ./verify takes the right one, as does JAVA_HOME.");
        }
        assumeTrue(java >= 25, "Maven ran on Java " + java);
    }

    private static JsonNode catalogue() throws IOException {
        return new ObjectMapper().readTree(CATALOGUE.toFile());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void toolingFindsTheComponentByItsScheme() throws IOException {
        JsonNode component = catalogue().get("component");
        assertEquals("packetboat", component.get("scheme").asText());
        assertEquals("packetboat:operation", component.get("syntax").asText());
        assertEquals(PacketboatComponent.class.getName(), component.get("javaType").asText());
        Path service = CLASSES.resolve("META-INF/services/org/apache/camel/component/packetboat");
        assertTrue(Files.readString(service).contains("class=" + PacketboatComponent.class.getName()));
    }

    @Test
    void everyOptionAndHeaderIsDescribedAndDocumented() throws IOException {
        String documentation = Files.readString(Path.of("../../docs/camel.md"));
        for (String kind : List.of("properties", "headers"))
            catalogue().get(kind).properties().forEach(entry -> {
                assertTrue(!entry.getValue().get("description").asText().isBlank(), entry::getKey);
                assertTrue(documentation.contains("`" + entry.getKey() + "`")
                        || documentation.contains("**" + entry.getKey() + "**"), entry::getKey);
            });
        assertTrue(names(catalogue().get("properties")).containsAll(CAMELS));
        assertTrue(names(catalogue().get("headers")).contains(PacketboatConstants.EVENT_KEY));
    }
}
