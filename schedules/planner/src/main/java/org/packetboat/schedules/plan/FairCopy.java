package org.packetboat.schedules.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.PlannedCall;
import org.packetboat.schedules.plan.answer.SitePlan;
import org.packetboat.schedules.plan.answer.Why;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Placing;

/** Writes a draft out in instants, bytes and names. */
final class FairCopy {
    private final Night night;

    FairCopy(Night night) {
        this.night = night;
    }

    SitePlan sitePlan(Job job, Placing placing) {
        List<PlannedCall> calls = calls(job, placing);
        double retries = (job.site().calling().expectedCalls() - 1) * calls.size();
        return new SitePlan(job.site().name(), server(placing), line(job, placing), calls,
                Duration.ofMillis(closeOf(job, placing) - placing.end()), reserve(job, calls.size()), retries,
                job.site().terms().allowance().tariff().map(tariff -> charge(job, placing, calls, tariff)),
                job.fare().since(placing.starts()[0], placing.ends()[0] - placing.starts()[0]).map(night::at));
    }

    private static Money charge(Job job, Placing placing, List<PlannedCall> calls, Tariff tariff) {
        return new Money(tariff.currency(), IntStream.range(0, calls.size()).mapToLong(i -> job.fare()
                .price(placing.starts()[i], placing.ends()[i] - placing.starts()[i], billed(job, calls, i))).sum());
    }

    /** What a call carries beyond what a month includes; the first calls use that up. */
    private static long billed(Job job, List<PlannedCall> calls, int call) {
        long included = job.site().terms().allowance().included();
        long before = calls.stream().limit(call).mapToLong(PlannedCall::bytes).sum();
        return Math.max(0, before + calls.get(call).bytes() - included) - Math.max(0, before - included);
    }

    /** A site that could be served alone, with what it would get if its window stayed open. */
    Missed missed(Job job, Placing late) {
        Missed.Late call = new Missed.Late(server(late), line(job, late), calls(job, late).getFirst(),
                Duration.ofMillis(late.end() - job.lastClose()));
        return new Missed(job.site().name(), new Why.NoRoom(job.site().windowName()), Optional.of(call));
    }

    private List<PlannedCall> calls(Job job, Placing placing) {
        List<PlannedCall> calls = new ArrayList<>();
        long left = job.site().load().wireBytes();
        for (int i = 0; i < placing.starts().length; i++) {
            boolean isLast = i == placing.starts().length - 1;
            long bytes = isLast ? left : Math.min(left, carried(job, placing.ends()[i] - placing.starts()[i]));
            calls.add(new PlannedCall(job.site().name(),
                    new Interval(night.at(placing.starts()[i]), night.at(placing.ends()[i])), bytes));
            left -= bytes;
        }
        return calls;
    }

    /** A site whose calls are limited. @param room whether servers and windows have room for it */
    static Missed limited(Job job, boolean room) {
        Why why = room
                ? new Why.LimitsLeaveNoCall(job.site().windowName(), job.instalments().count(),
                        job.site().terms().allowance())
                : new Why.NoRoom(job.site().windowName());
        return new Missed(job.site().name(), why, Optional.empty());
    }

    private static long carried(Job job, long length) {
        if (job.instalments().count() > 1 && length == job.instalments().length())
            return Math.ceilDiv(job.site().load().wireBytes(), job.instalments().count());
        return (long) ((double) (length - job.overhead()) / job.transfer() * job.site().load().wireBytes());
    }

    private String server(Placing placing) {
        return night.servers().get(placing.server()).name();
    }

    private String line(Job job, Placing placing) {
        return night.servers().get(placing.server()).line(job.site().link()).orElseThrow().name();
    }

    private static long closeOf(Job job, Placing placing) {
        int window = 0;
        while (job.closes()[window] < placing.end())
            window++;
        return job.closes()[window];
    }

    private static Duration reserve(Job job, int calls) {
        long bare = job.site().calling().millis() * calls + job.site().load().millis();
        return Duration.ofMillis(job.overhead() * calls + job.transfer() - bare);
    }
}
