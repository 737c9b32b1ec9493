package org.packetboat.connectors.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.connectors.jmx.server.Bounds;
import org.packetboat.connectors.jmx.memory.ProcessSize;
import org.packetboat.connectors.jmx.server.ServerFacts;
import org.packetboat.connectors.jmx.server.Traces;
import org.packetboat.connectors.jmx.server.Vitals;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.sim.Rig;

/** What is asked over JMX is refused before the node sees it, if it makes no sense. */
class ServerBeanTest {
    private static final Traces TRACES = new Traces() {
        @Override
        public String text(String what, int most, String zone) {
            return "asked for " + most;
        }

        @Override
        public List<String> json(String what, int most) {
            return List.of("asked for " + most);
        }
    };
    private static final Vitals VITALS = new Vitals() {
        @Override
        public long secondsSinceStep() {
            return 0;
        }

        @Override
        public long logLinesDropped() {
            return 0;
        }

        @Override
        public ProcessSize size() {
            return new ProcessSize(98 << 20, 20 << 20, 96 << 20, 1L << 30, 31, 80, 1024);
        }
    };

    private final Rig rig = new Rig(policy(route("west", "west.example")));
    private final ServerBean bean = new ServerBean(rig.node, rig.queue, new Tally(), new ServerFacts("1", Rig.START,
            List::of, "/data", List::of, VITALS, () -> {}, () -> Rig.START, TRACES), () -> {
                throw new AssertionError("not asked for");
            });

    @Test
    void tellsWhatTheProcessTakes() {
        assertEquals("98 MB resident of 1024, heap 20 of 96 MB, 31 threads, 80 of 1024 files",
                bean.getProcess().text());
        assertEquals("heap 20 of 96 MB, 31 threads", new ProcessSize(-1, 20 << 20, 96 << 20, -1, 31, -1, -1).text());
    }

    @Test
    void noOneAsksForLessThanOne() {
        String id = rig.send("s@x", "a@west.example").toString();
        for (int most : List.of(0, -1, Integer.MIN_VALUE)) {
            for (Executable question : List.<Executable>of(() -> bean.why("ALL", most, "UTC"),
                    () -> bean.why(id, most, "UTC"), () -> bean.why("a@west.example", most, "UTC"),
                    () -> bean.listEnvelopes("west.example", most), () -> bean.listDead(most),
                    () -> bean.read(id, most), () -> bean.readPart(id, 0, most),
                    () -> bean.find(Map.of("to", "a"), most), () -> bean.trace(id, most, "UTC"),
                    () -> bean.traceEvents(id, most))) {
                assertEquals("most: found " + most + "; expected a number from 1 on",
                        assertThrows(IllegalArgumentException.class, question).getMessage());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> bean.readPart(id, -1, 10));
    }

    @Test
    void whoAsksForAllGetsWhatMemoryHasRoomFor() {
        assertEquals("asked for 100000", bean.trace("x", Integer.MAX_VALUE, "UTC"));
        assertEquals(1 << 24, Bounds.bytes(Integer.MAX_VALUE));
    }

    @Test
    void whatTheNodeFailsAtIsToldWhoAsked() {
        String said = assertThrows(IllegalStateException.class, () -> Asking.<String>answer(
                answer -> Answer.failed(answer, new IllegalStateException("a bug")))).getMessage();
        assertTrue(said.contains("a bug"), said);
    }
}
