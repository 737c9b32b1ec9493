package org.packetboat.schedules.plan.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.many;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.window;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.calls.CallLimits;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.PlanSite;

/** What a night costs before which many calls were made. */
class CallsMadeBeforeTest {
    private static PlanSite linked(PlanSite site) {
        return site.within(new Allowance(new CallBudget(CallLimits.NONE, CallLimits.perDay(100_000)),
                Callee.of(site.name(), Optional.empty(), "modem"), Optional.empty(), 1));
    }

    private static List<MadeCall> made(int count) {
        Callee callee = Callee.of("other", Optional.empty(), "modem");
        return IntStream.range(0, count).mapToObj(i -> new MadeCall(callee, at(-1 - i % 1000), at(-1 - i % 1000)))
                .toList();
    }

    /** 5,000 calls are 200 kB: copied for each of 500 sites, they were 150 MB. */
    @Test
    void areNotCopiedForEachSite() {
        List<PlanSite> sites = many(500, "s", window(0, 700), 1).stream().map(CallsMadeBeforeTest::linked).toList();
        var question = question(sites, servers(5)).after(made(5000));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertEquals(500, Admission.of(question).jobs().size());
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < 30_000_000, () -> used + " bytes");
    }
}
