package org.packetboat.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Overview;

/** Worlds come in by every door that a node has: what they do not call, they can't find a bug in. */
class EntrancesTest {
    private static final JavaClasses PLAYED = new ClassFileImporter().importPackages("org.packetboat.simulator.world",
            "org.packetboat.engine.node", "org.packetboat.protocols.smtp.pickup");

    private static Stream<String> unplayed(Class<?> entrance) {
        return PLAYED.get(entrance).getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC) && !isPlayed(method))
                .map(JavaMethod::getFullName);
    }

    private static boolean isPlayed(JavaMethod method) {
        return Stream.concat(method.getCallsOfSelf().stream(), method.getReferencesToSelf().stream())
                .anyMatch(call -> call.getOriginOwner().getPackageName().startsWith("org.packetboat.simulator.world"));
    }

    @Test
    void worldsCallEveryPublicMethodOfANode() {
        assertEquals(List.of(),
                Stream.of(Node.class, Operator.class, Overview.class).flatMap(EntrancesTest::unplayed).sorted()
                        .toList());
    }
}
