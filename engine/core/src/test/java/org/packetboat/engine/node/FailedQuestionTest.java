package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.store.Family;

/** A question from outside that the node fails at is answered with the failure, and costs nothing else. */
class FailedQuestionTest {
    private static final MailFilter PRICES = MailFilter.of(Map.of("subject", "prices"));

    private final Rig rig = new Rig(policy(route("west", "west.example")));
    private final QueueId id = rig.send("s@x", "a@west.example");
    private final List<String> failures = new ArrayList<>();

    private <T> Consumer<T> outside() {
        return new Answer<>() {
            @Override
            public void accept(T answer) {
                failures.add("answered with " + answer);
            }

            @Override
            public void failed(RuntimeException why) {
                failures.add(why.getMessage());
            }
        };
    }

    private void fails(Runnable question) {
        failures.clear();
        question.run();
        rig.settle();
        assertEquals(1, failures.size(), failures.toString());
        assertEquals(false, failures.getFirst().startsWith("answered"), failures.toString());
    }

    @Test
    void whatMakesNoSenseIsAnsweredWithTheFailure() {
        Overview overview = rig.node.overview();
        fails(() -> overview.why(new Target.All(), -1, outside()));
        fails(() -> overview.why(Address.parse("a@west.example"), -1, outside()));
        fails(() -> overview.envelopes(new Domain("west.example"), -1, outside()));
        fails(() -> overview.text(id, -1, outside()));
        fails(() -> overview.part(id, -1, 10, outside()));
    }

    @Test
    void whatHitsABugIsAnsweredWithTheFailureAndMailGoesOn() {
        rig.store.beforeReads((family, _) -> {
            if (family == Family.BODIES) throw new IllegalStateException("a bug");
        });
        fails(() -> rig.node.overview().find(PRICES, 10, outside()));
        fails(() -> rig.node.operator().change(PRICES, Operator.Act.HOLD, outside()));
        fails(() -> rig.node.overview().text(id, 10, outside()));
        rig.store.beforeReads((_, _) -> {});
        rig.line.last().deliver(rig.line.last().take());
        assertEquals(0, rig.depth("west.example"));
    }

    /** Nobody would hear of it. */
    @Test
    void aQuestionOfTheServerItselfFailsTheServer() {
        rig.node.overview().why(new Target.All(), -1, _ -> {});
        assertThrows(IllegalArgumentException.class, rig::settle);
    }

    @Test
    void nothingIsOlderThanAllAges() {
        rig.node.overview().find(MailFilter.of(Map.of("age", Long.toString(Long.MAX_VALUE))), 10,
                found -> failures.add(found.found() + " of " + found.looked()));
        rig.settle();
        assertEquals(List.of("0 of 1"), failures);
        assertThrows(IllegalArgumentException.class, () -> MailFilter.of(Map.of("age", "-1")));
    }
}
