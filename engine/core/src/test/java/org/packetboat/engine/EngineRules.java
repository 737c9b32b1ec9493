package org.packetboat.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.random.RandomGenerator;

/** What the engine may not do, so that a night of ten thousand sites can be played through in seconds. */
final class EngineRules {
    private static final Map<Class<?>, Set<String>> HIDDEN_INPUTS = Map.of(
            java.time.Instant.class, Set.of("now"),
            java.time.LocalDate.class, Set.of("now"),
            java.time.LocalDateTime.class, Set.of("now"),
            java.time.ZonedDateTime.class, Set.of("now"),
            java.time.ZoneId.class, Set.of("systemDefault"),
            System.class, Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "exit"),
            Math.class, Set.of("random"),
            java.util.UUID.class, Set.of("randomUUID"));

    /** Nothing but the JDK. */
    static final ArchRule JDK_ONLY = noClasses().should().dependOnClassesThat(
            DescribedPredicate.not(resideInAnyPackage("java..", "org.packetboat.engine..")));

    /** No file and no socket. */
    static final ArchRule NO_IO = noClasses().should().dependOnClassesThat(
            resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
                    .and(DescribedPredicate.not(DescribedPredicate.describe("Serializable, of which exceptions are",
                            c -> c.isEquivalentTo(java.io.Serializable.class)))));

    /** No thread of its own, of whatever kind. Memory shared between threads is allowed. */
    static final ArchRule NO_THREADS = noClasses().should().dependOnClassesThat(
            assignableTo(Thread.class).or(assignableTo(Executor.class)).or(assignableTo(CompletableFuture.class))
                    .or(assignableTo(ForkJoinTask.class)).or(assignableTo(java.util.Timer.class)));

    /** No clock and no chance: time is passed in. */
    static final ArchRule NO_HIDDEN_INPUT = noClasses().should().accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe("asks for the time or for chance", EngineRules::isHiddenInput));

    /** Nor an object that knows them; but the simulator throws dice that its caller has seeded. */
    static final ArchRule NO_CLOCK = noClasses().should().dependOnClassesThat(
            assignableTo(Clock.class).or(assignableTo(Random.class)).or(assignableTo(RandomGenerator.class)
                    .and(DescribedPredicate.not(assignableTo(SplittableRandom.class)))));

    /** Seeded dice are the simulator's alone. */
    static final ArchRule NO_DICE = noClasses().that().resideOutsideOfPackage("org.packetboat.engine.sim")
            .should().dependOnClassesThat(assignableTo(SplittableRandom.class));

    /** And even there no die without a seed. */
    static final ArchRule NO_UNSEEDED_DICE = noClasses().should().callConstructor(SplittableRandom.class);

    /** Each package can be read without those that use it. */
    static final ArchRule NO_CYCLES = noCycles("org.packetboat.engine.(*)..");

    /** Nor does a class of the forwarder know one that knows it: each can be read without those that use it. */
    static final ArchRule NO_CLASS_CYCLES = noClassCycles("org.packetboat.engine.forward",
            "org.packetboat.engine.settle", "org.packetboat.engine.site", "org.packetboat.engine.trace");

    private EngineRules() {}

    static ArchRule noClassCycles(String... packages) {
        return slices().assignedFrom(new EachClass(Set.of(packages))).should().beFreeOfCycles();
    }

    /** A slice for each class of some packages, with what is nested in it. */
    private record EachClass(Set<String> packages) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!packages.contains(type.getPackageName())) return SliceIdentifier.ignore();
            String name = type.getName();
            return SliceIdentifier.of(name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$')));
        }

        @Override
        public String getDescription() {
            return "each class of " + packages;
        }
    }

    static ArchRule noCycles(String packages) {
        return slices().matching(packages).should().beFreeOfCycles();
    }

    private static boolean isHiddenInput(JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        return HIDDEN_INPUTS.entrySet().stream()
                .anyMatch(e -> owner.isEquivalentTo(e.getKey()) && e.getValue().contains(call.getName()));
    }
}
