package org.packetboat.schedules.plan.bound;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.plan.answer.Proof;
import org.packetboat.schedules.plan.job.Crowd;
import org.packetboat.schedules.plan.job.Job;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.job.Sums;

/** Looks for an interval in which more must be done than can be: the proof a person can check with a pencil. */
public final class IntervalProof {
    private final Night night;
    private Optional<Proof.TooMuch> worst = Optional.empty();

    private IntervalProof(Night night) {
        this.night = night;
    }

    /** The interval where most is lacking; empty if none is found, which proves nothing. */
    static Optional<Proof.TooMuch> find(Night night) {
        IntervalProof proof = new IntervalProof(night);
        for (Crowd crowd : Crowd.of(night)) {
            List<Job> byClose = crowd.firstCloseFirst();
            for (long open : crowd.opens())
                proof.lookFrom(open, byClose, crowd);
        }
        return proof.worst;
    }

    /** Whether there is one; cheaper than to find the worst. */
    public static boolean exists(Night night) {
        IntervalProof proof = new IntervalProof(night);
        return Crowd.of(night).stream().anyMatch(crowd -> {
            List<Job> byClose = crowd.firstCloseFirst();
            return Arrays.stream(crowd.opens()).anyMatch(open -> {
                proof.lookFrom(open, byClose, crowd);
                return proof.worst.isPresent();
            });
        });
    }

    /** Lets the interval end with one job after the other. Jobs of the same close are judged with the last of them. */
    private void lookFrom(long open, List<Job> byClose, Crowd crowd) {
        Sums sums = new Sums(crowd.lengths());
        int inside = 0;
        for (Job job : byClose) {
            if (job.firstOpen() < open) continue;
            sums.add(job);
            inside++;
            long length = job.lastClose() - open;
            if (sums.exceed(crowd.servers(), length)) keep(inside, open, length, sums.work(), crowd.servers());
        }
    }

    private void keep(int sites, long open, long length, long work, int servers) {
        Proof.TooMuch proof = new Proof.TooMuch(sites, night.at(open), night.at(open + length),
                Duration.ofMillis(work), Duration.ofMillis(servers * length), servers);
        if (worst.isEmpty() || lacking(proof).compareTo(lacking(worst.get())) >= 0) worst = Optional.of(proof);
    }

    private static Duration lacking(Proof.TooMuch proof) {
        return proof.needed().minus(proof.had());
    }
}
