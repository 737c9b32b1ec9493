package org.packetboat.protocols;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A protocol is a machine over bytes: whoever gives one a socket, a file, a thread or a clock breaks the build. */
class ProtocolRulesTest {
    private static final int MOST_FILES = 25;

    private static final JavaClasses PROTOCOLS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")).importPackages("org.packetboat.protocols");

    private static final DescribedPredicate<JavaClass> VALUE = DescribedPredicate.describe("a value",
            type -> Set
                    .of(InetAddress.class, Inet4Address.class, Inet6Address.class, IDN.class, URLEncoder.class,
                            URLDecoder.class)
                    .stream()
                    .anyMatch(type::isEquivalentTo));

    private static final DescribedPredicate<JavaClass> FILE = DescribedPredicate.describe("files",
            type -> type.getName().startsWith("java.io.") && type.getName().contains("File"));

    private static final Map<String, Set<String>> HIDDEN_INPUTS = Map.of(
            "java.time.Instant", Set.of("now"),
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "exit"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"));

    private static final Map<String, ArchRule> RULES = Map.of(
            "the JDK, the core and nothing else", noClasses().should().dependOnClassesThat(DescribedPredicate
                    .not(resideInAnyPackage("java..", "javax.crypto..", "org.packetboat.protocols..",
                            "org.packetboat.engine.."))),
            "no file", noClasses().should().dependOnClassesThat(resideInAnyPackage("java.nio.file..",
                    "java.nio.channels..").or(FILE)),
            "no socket", noClasses().should().dependOnClassesThat(resideInAnyPackage("java.net..", "javax.net..")
                    .and(DescribedPredicate.not(VALUE))),
            "no thread", noClasses().should().dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(Executor.class)).or(assignableTo(CompletableFuture.class))),
            "no lock", noClasses().should().dependOnClassesThat(resideInAnyPackage("java.util.concurrent.locks..")),
            "no clock", noClasses().should().dependOnClassesThat(assignableTo(Clock.class)),
            "no hidden input", noClasses().should().accessTargetWhere(
                    DescribedPredicate.<JavaAccess<?>>describe("asks for the time, for chance or for the machine",
                            call -> HIDDEN_INPUTS.getOrDefault(call.getTargetOwner().getName(), Set.of())
                                    .contains(call.getName()))));

    static Set<String> rules() {
        return RULES.keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void protocolIsPure(String rule) {
        RULES.get(rule).check(PROTOCOLS);
    }

    /** A tool that looks at nothing finds nothing: the tests of this very module do what is forbidden. */
    @ParameterizedTest
    @MethodSource("rules")
    void ruleFindsWhatItForbids(String rule) {
        JavaClasses breaches = new ClassFileImporter().importClasses(Breaches.class);
        assertTrue(RULES.get(rule).evaluate(breaches).hasViolation(), rule);
    }

    @Test
    void nothingIsSynchronized() {
        ArchRule rule = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);
        rule.check(PROTOCOLS);
        assertTrue(rule.evaluate(new ClassFileImporter().importClasses(ScriptedSupply.class)).hasViolation());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.packetboat.protocols.(**)").should().beFreeOfCycles().check(PROTOCOLS);
    }

    @Test
    void packagesAreSmall() {
        Map<String, Long> files = PROTOCOLS.stream().filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        files.forEach((name, count) -> assertTrue(count <= MOST_FILES, name + " has " + count + " files"));
    }
}
