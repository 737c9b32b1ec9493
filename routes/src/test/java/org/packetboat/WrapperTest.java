package org.packetboat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.store.Store;

/**
 * Who stands before another of its kind passes everything on: a method with a default that is forgotten says what the
 * default says, whatever the other would.
 */
class WrapperTest {
    private static final List<Class<?>> PORTS = List.of(Link.class, Link.Session.class, Line.class, Store.class,
            Store.Cursor.class, Intake.class, Incoming.class, Supply.class);

    /** Methods that say the same by way of another method of theirs, which is passed on. */
    private static final Set<String> ELSEWHERE = Set.of("Cursor.forEach", "Supply.take");

    /** Knows its other end, which is no line behind it. */
    private static final String WIRE = "org.packetboat.engine.sim.SimLine$End";

    @Test
    void wrappersPassOnEveryMethodThatHasADefault() {
        JavaClasses all = ArchitectureTest.PROGRAM;
        List<String> forgotten = PORTS.stream().map(all::get).flatMap(port -> wrappers(all, port)
                .flatMap(wrapper -> forgotten(wrapper, port))).sorted().toList();
        assertEquals(List.of(), forgotten);
        assertTrue(PORTS.stream().map(all::get).mapToLong(port -> wrappers(all, port).count()).sum() > 3);
    }

    private static Stream<JavaClass> wrappers(JavaClasses all, JavaClass port) {
        return all.stream()
                .filter(c -> !c.isInterface() && !c.getName().equals(WIRE) && c.isAssignableTo(port.getName()))
                .filter(c -> c.getAllFields().stream().anyMatch(f -> f.getRawType().isAssignableTo(port.getName())));
    }

    private static Stream<String> forgotten(JavaClass wrapper, JavaClass port) {
        return port.getMethods().stream().filter(WrapperTest::hasDefault)
                .filter(method -> !ELSEWHERE.contains(port.getSimpleName() + "." + method.getName()))
                .filter(method -> wrapper.getAllMethods().stream().noneMatch(own -> overrides(own, method)))
                .map(method -> wrapper.getName() + " does not pass on " + port.getSimpleName() + "."
                        + method.getName());
    }

    private static boolean hasDefault(JavaMethod method) {
        return !method.getModifiers().contains(JavaModifier.ABSTRACT)
                && !method.getModifiers().contains(JavaModifier.STATIC)
                && !method.getModifiers().contains(JavaModifier.PRIVATE)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean overrides(JavaMethod own, JavaMethod method) {
        return !own.getOwner().isInterface() && own.getName().equals(method.getName())
                && own.getRawParameterTypes().equals(method.getRawParameterTypes());
    }
}
