package org.packetboat.engine.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Overview;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Family;

/** Whoever looks at much of the queue has it looked at in steps of bounded work: mail goes on between them. */
class QueueScanTest {
    private static final MailFilter PRICES = MailFilter.of(Map.of("subject", "prices"));

    private static final MailFilter OTHERS = MailFilter.of(Map.of("subject", "nothing"));

    private final Rig rig = new Rig(policy(with(route("west", "west.example"), SimRoutes.NEVER)));
    private final Overview overview = rig.node.overview();
    private final List<Object> answers = new ArrayList<>();
    private final Set<Long> read = new HashSet<>();
    private int mostRead;

    private void mails(int count) {
        for (int i = 0; i < count; i++)
            rig.accept(Rig.submission("s@x", "b@west.example"),
                    "Subject: Prices\r\n\r\nBread.\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** How many steps of the node it takes until the answer. */
    private <T> int steps(Consumer<Consumer<T>> question) {
        answers.clear();
        rig.store.beforeReads((family, key) -> {
            if (family == Family.BODIES) read.add(ByteBuffer.wrap(key).getLong());
        });
        question.accept(answers::add);
        int steps = 0;
        while (answers.isEmpty() && steps < 1000) {
            read.clear();
            rig.node.step(rig.clock.now());
            mostRead = Math.max(mostRead, read.size());
            steps++;
        }
        assertEquals(1, answers.size());
        return steps;
    }

    @Test
    void aStepReadsFortyMessages() {
        mails(100);
        assertTrue(this.<MailSearch.Found>steps(answer -> overview.find(PRICES, 10, answer)) >= 3);
        assertEquals(100, ((MailSearch.Found) answers.getFirst()).found());
        assertEquals(40, mostRead);
        assertTrue(this.<Operator.Done>steps(a -> rig.node.operator().change(OTHERS, Operator.Act.HOLD, a)) >= 3);
        assertEquals(List.of(new Operator.Done(0, true, "held 0")), answers);
        assertEquals(40, mostRead);
    }

    @Test
    void whatIsToldOfEachTakesStepsToo() {
        mails(100);
        assertTrue(this.<List<?>>steps(answer -> overview.why(new Target.All(), 100, answer::accept)) >= 3);
        assertEquals(100, ((List<?>) answers.getFirst()).size());
        assertTrue(this.<List<?>>steps(answer -> overview.envelopes(new Domain("west.example"), 100,
                answer::accept)) >= 2);
        assertEquals(100, ((List<?>) answers.getFirst()).size());
        assertEquals(1, this.<List<?>>steps(answer -> overview.envelopes(new Domain("west.example"), 10,
                answer::accept)));
        assertEquals(10, ((List<?>) answers.getFirst()).size());
    }

    @Test
    void oneAddressAmongManyIsLookedForInSteps() {
        mails(1100);
        rig.send("s@x", "a@west.example");
        Address to = Address.parse("a@west.example");
        assertTrue(this.<List<?>>steps(answer -> overview.why(to, 10, answer::accept)) >= 2);
        assertEquals(1, ((List<?>) answers.getFirst()).size());
    }
}
