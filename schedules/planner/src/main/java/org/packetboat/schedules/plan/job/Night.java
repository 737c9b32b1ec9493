package org.packetboat.schedules.plan.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.question.PlanServer;

/**
 * A question in numbers: who can be served at all, and who can't.
 *
 * @param start    where its milliseconds begin
 * @param jobs     the sites that could be served if they were alone
 * @param servers  in the order of the question
 * @param hopeless the other sites
 */
public record Night(Instant start, List<Job> jobs, List<PlanServer> servers, List<Missed> hopeless) {
    public Night {
        jobs = List.copyOf(jobs);
        hopeless = List.copyOf(hopeless);
    }

    public Instant at(long millis) {
        return start.plusMillis(millis);
    }

    /** The first instant at which any site can be called. */
    public long firstOpen() {
        return jobs.stream().mapToLong(Job::firstOpen).min().orElse(0);
    }

    /** Whether limits of calls matter to anybody. */
    public boolean isLimited() {
        return jobs.stream().anyMatch(Job::isLimited);
    }

    /** Whether anybody's calls cost something. */
    public boolean isPriced() {
        return jobs.stream().anyMatch(job -> job.fare().prices().isPresent());
    }

    /** All line time that is needed. */
    public Duration work() {
        return Duration.ofMillis(jobs.stream().mapToLong(Job::length).sum());
    }
}
