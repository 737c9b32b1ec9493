package org.packetboat;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for the program as a whole; the engine's own are in its module. */
class ArchitectureTest {
    static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")).importPackages("org.packetboat");

    static final List<String> MODULES = List.of("engine/core", "engine/protocols", "schedules/files",
            "schedules/planner", "schedules/simulator", "connectors", "connectors/camel", "routes");

    private static final int MOST_FILES = 25;

    /** Where each library may be used. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            entry("org.rocksdb..", connectors("rocksdb")),
            entry("io.netty..", connectors("smtp")), entry("org.quartz..", schedules("wake", "window")),
            entry("com.unboundid..", connectors("recipients")),
            entry("org.apache.commons.csv..",
                    List.of("org.packetboat.schedules.file.window..", "org.packetboat.connectors.recipients..")),
            entry("org.snakeyaml..", schedules("yaml")), entry("org.jgrapht..", schedules("plan")),
            entry("picocli..", List.of("org.packetboat.app", "org.packetboat.app.cli..")),
            entry("org.jline..", List.of("org.packetboat.app.cli.live..")),
            entry("com.fasterxml..", List.of("org.packetboat.app.cli..", "org.packetboat.connectors.kafka..",
                    "org.packetboat.connectors.json..", "org.packetboat.app.web..", "org.packetboat.app.log")),
            entry("com.sun.net.httpserver..", connectors("http")), entry("io.micrometer..", connectors("metrics")),
            entry("io.prometheus..", connectors("metrics")),
            entry("org.apache.kafka..", List.of("org.packetboat.connectors.kafka..", "org.packetboat.camel.events..")),
            entry("ch.qos.logback..", List.of("org.packetboat.app.log")),
            entry("org.apache.camel..", List.of("org.packetboat.camel..")),
            entry("jakarta.mail..",
                    List.of("org.packetboat.camel..", "org.packetboat.connectors.kafka..",
                            "org.packetboat.connectors.mime..")),
            entry("javax.management..", List.of("org.packetboat.connectors.jmx..", "org.packetboat.app.cli..")));

    /** A port's answers, nested in it, are values; so is what counts the repeats of a line. */
    private static final DescribedPredicate<JavaClass> ADAPTERS = DescribedPredicate.describe("are no values",
            type -> type.getEnclosingClass().filter(JavaClass::isInterface).isEmpty()
                    && !type.getSimpleName().equals("Repeats"));

    private static List<String> connectors(String name) {
        return List.of("org.packetboat.connectors." + name + "..");
    }

    private static List<String> schedules(String... names) {
        return Stream.of(names).map(name -> "org.packetboat.schedules." + name + "..").toList();
    }

    static Stream<String> libraries() {
        return LIBRARIES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void libraryIsUsedOnlyWhereItBelongs(String library) {
        ArchRule rule = noClasses().that(resideOutsideOfPackages(LIBRARIES.get(library).toArray(String[]::new)))
                .should().dependOnClassesThat().resideInAPackage(library);
        rule.check(PROGRAM);
        assertFinds(noClasses().should().dependOnClassesThat().resideInAPackage(library));
    }

    @Test
    void connectorsAreStrangersToEachOther() {
        slices().matching("org.packetboat.connectors.(*)..").should().notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("org.packetboat.connectors.log"))
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("org.packetboat.connectors.files"))
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("org.packetboat.connectors.watch"))
                .check(PROGRAM);
        slices().matching("org.packetboat.connectors.smtp.(*)..").should().notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(),
                        resideInAPackage("org.packetboat.connectors.smtp.tls"))
                .check(PROGRAM);
        assertFinds(slices().matching("org.packetboat.(*)..").should().notDependOnEachOther());
    }

    @Test
    void onlyTheApplicationKnowsConnectors() {
        ArchRule rule = noClasses().that(resideOutsideOfPackages("org.packetboat.connectors..", "org.packetboat.app.."))
                .should().dependOnClassesThat().resideInAPackage("org.packetboat.connectors..");
        rule.check(PROGRAM);
    }

    @Test
    void onlyTheCompositionRootMakesAdapters() {
        ArchRule rule = noClasses().that(resideInAPackage("org.packetboat.app.."))
                .and().resideOutsideOfPackages("org.packetboat.app.compose..", // the composition root
                        "org.packetboat.app.demo") // composes a world of its own
                .should().callConstructorWhere(JavaAccess.Predicates.targetOwner(
                        resideInAnyPackage("org.packetboat.connectors..", "org.packetboat.camel..").and(ADAPTERS)));
        rule.check(PROGRAM);
        assertFinds(noClasses().that(resideInAPackage("org.packetboat.app.."))
                .should().callConstructorWhere(JavaAccess.Predicates.targetOwner(
                        resideInAPackage("org.packetboat.connectors.."))));
    }

    @Test
    void schedulesKnowOnlyTheEngine() {
        noClasses().that(resideInAPackage("org.packetboat.schedules..")).should().dependOnClassesThat(
                resideInAPackage("org.packetboat..").and(resideOutsideOfPackages("org.packetboat.schedules..",
                        "org.packetboat.engine..")))
                .check(PROGRAM);
    }

    @Test
    void namesSayTheConcept() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common)(\\$.*)?").check(PROGRAM);
        noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..")
                .check(PROGRAM);
    }

    /** More than a newcomer keeps in mind is several packages. */
    @Test
    void packagesAreSmall() {
        Map<String, Long> files = new PackageMap(Path.of(".."), MODULES).files();
        List<String> large = files.entrySet().stream().filter(each -> each.getValue() > MOST_FILES)
                .map(each -> each.getKey() + " has " + each.getValue() + " files").toList();
        assertEquals(List.of(), large);
        assertTrue(files.values().stream().anyMatch(count -> count > MOST_FILES / 2), "it counts nothing");
    }

    @Test
    void noTestSleeps() {
        List<Path> tests = MODULES.stream()
                .map(module -> Path.of("..", module, "target", "test-classes")).filter(Files::isDirectory).toList();
        JavaClasses all = new ClassFileImporter().importPaths(tests);
        assertTrue(all.size() > 0, tests::toString);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).orShould()
                .callMethod(Thread.class, "sleep", Duration.class).check(all);
    }

    /** A rule without its exceptions is broken by what they are for: so it does look. */
    private static void assertFinds(ArchRule withoutExceptions) {
        assertTrue(withoutExceptions.evaluate(PROGRAM).hasViolation(), withoutExceptions.getDescription());
    }
}
