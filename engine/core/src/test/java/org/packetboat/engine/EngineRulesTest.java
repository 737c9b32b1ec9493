package org.packetboat.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.breach.Breaches;
import org.packetboat.engine.breach.first.First;
import org.packetboat.engine.breach.second.Second;

/** The engine keeps its rules, and each rule finds what breaks it. */
class EngineRulesTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.packetboat.engine");

    static Stream<Arguments> rules() {
        return Stream.of(Arguments.of(EngineRules.JDK_ONLY, Breaches.UsesALibrary.class),
                Arguments.of(EngineRules.NO_IO, Breaches.ReadsAFile.class),
                Arguments.of(EngineRules.NO_IO, Breaches.OpensASocket.class),
                Arguments.of(EngineRules.NO_THREADS, Breaches.StartsAThread.class),
                Arguments.of(EngineRules.NO_THREADS, Breaches.HasAnExecutor.class),
                Arguments.of(EngineRules.NO_HIDDEN_INPUT, Breaches.AsksForTheTime.class),
                Arguments.of(EngineRules.NO_HIDDEN_INPUT, Breaches.HandsTheTimeOn.class),
                Arguments.of(EngineRules.NO_HIDDEN_INPUT, Breaches.ThrowsDice.class),
                Arguments.of(EngineRules.NO_CLOCK, Breaches.HasAClock.class),
                Arguments.of(EngineRules.NO_DICE, Breaches.HasADie.class),
                Arguments.of(EngineRules.NO_UNSEEDED_DICE, Breaches.MakesADie.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void engineKeepsItAndBreachIsFound(ArchRule rule, Class<?> breach) {
        rule.check(ENGINE);
        assertFalse(holds(rule, breach), breach + " was not found");
    }

    @Test
    void packagesHaveNoCycles() {
        EngineRules.NO_CYCLES.check(ENGINE);
        assertFalse(holds(EngineRules.noCycles("org.packetboat.engine.breach.(*).."), First.class, Second.class));
    }

    @Test
    void classesOfTheForwarderHaveNoCycles() {
        EngineRules.NO_CLASS_CYCLES.check(ENGINE);
        assertFalse(holds(EngineRules.noClassCycles("org.packetboat.engine.breach.first",
                "org.packetboat.engine.breach.second"), First.class, Second.class));
    }

    private static boolean holds(ArchRule rule, Class<?>... breach) {
        return !rule.evaluate(new ClassFileImporter().importClasses(breach)).hasViolation();
    }
}
