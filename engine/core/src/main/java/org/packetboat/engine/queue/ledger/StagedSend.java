package org.packetboat.engine.queue.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;

/**
 * A message of a big send that is steered: it goes to its sites in stages, or an operator has paused or aborted it. Its
 * envelopes are counted from 0 in the order of their division; those of a stage stand one behind the other. Kept on
 * disk while one of them waits.
 *
 * @param plan   what its sender asked for
 * @param course how far it is
 */
public record StagedSend(Plan plan, Course course) {
    /** No limit of failures. */
    public static final int UNLIMITED = 0;

    /**
     * What its sender asked for.
     *
     * @param name      of the big send
     * @param ends      how many envelopes the stages have up to and with each; growing
     * @param stopOn    after so many failures the rest is stopped; {@link #UNLIMITED} if after none
     * @param pause     between the end of a stage and the beginning of the next
     * @param notBefore before this nothing is sent, whatever the stage
     * @param replaces  what of its big send it has yet to take the place of, at the sites that it goes to
     */
    public record Plan(String name, QueueId message, List<Integer> ends, int stopOn, Duration pause,
            Optional<Instant> notBefore, Replaces replaces) {
        public Plan {
            ends = List.copyOf(ends);
        }

        /** One that takes the place of nothing. */
        public Plan(String name, QueueId message, List<Integer> ends, int stopOn, Duration pause,
                Optional<Instant> notBefore) {
            this(name, message, ends, stopOn, pause, notBefore, Replaces.NOTHING);
        }

        public int stages() {
            return ends.size();
        }

        /** How many envelopes it has in all. */
        public int sites() {
            return ends.getLast();
        }

        /** The stage of an envelope, from 1. */
        public int stageOf(EnvelopeId id) {
            return 1 + (int) ends.stream().filter(end -> end <= id.index()).count();
        }
    }

    /** What it takes the place of. Stored by ordinal: add at the end only. */
    public enum Replaces {
        NOTHING,
        /** What waits of earlier messages, and what has failed. */
        WAITING,
        /** What has failed. */
        MISSED
    }

    /** What may be sent of it. Stored by ordinal: add at the end only. */
    public enum State {
        /** Its stages follow each other. */
        RUNNING,
        /** An operator lets nothing go that waits. */
        PAUSED,
        /** Too many have failed: as if an operator had paused it. */
        STOPPED,
        /** What waits is being taken out of the queue. */
        ABORTED
    }

    /**
     * How far it is.
     *
     * @param stage  the one under way, from 1
     * @param let    how many envelopes have been let go, in order
     * @param stopAt with how many failures it is stopped
     * @param due    in age time, when the next stage begins; empty before this one is over
     * @param missed envelopes of which a window closed while they were waiting for it
     */
    public record Course(State state, int stage, int let, int stopAt, Optional<Instant> due,
            SortedSet<Integer> missed) {}

    /** One whose first stage begins at once. */
    public static StagedSend begin(Plan plan) {
        return new StagedSend(plan, new Course(State.RUNNING, 1, plan.ends().getFirst(), plan.stopOn(),
                Optional.empty(), new TreeSet<>()));
    }

    /** How many envelopes may go once all of the stage under way are let go. */
    public int end() {
        return plan.ends().get(course.stage() - 1);
    }

    public boolean isLast() {
        return course.stage() == plan.stages();
    }

    /** Whether nothing of it that waits may be sent. */
    public boolean isStopped() {
        return course.state() != State.RUNNING;
    }

    /** Whether nothing of it waits for a stage. */
    public boolean isAllLetGo() {
        return course.let() == plan.sites();
    }

    /** Whether an envelope waits for its stage to begin. */
    public boolean isAhead(EnvelopeId id) {
        return id.index() >= course.let();
    }

    /** So many have been let go. */
    public StagedSend letting(int count) {
        return new StagedSend(plan, new Course(course.state(), course.stage(), count, course.stopAt(), course.due(),
                course.missed()));
    }

    /** This stage is over. @param due when the next one begins, in age time */
    public StagedSend over(Instant due) {
        return new StagedSend(plan, new Course(course.state(), course.stage(), course.let(), course.stopAt(),
                Optional.of(due), course.missed()));
    }

    /** The next stage begins. */
    public StagedSend next() {
        return new StagedSend(plan, new Course(State.RUNNING, course.stage() + 1, course.let(), course.stopAt(),
                Optional.empty(), course.missed()));
    }

    /** These were missed by their windows, too. */
    public StagedSend missing(SortedSet<Integer> more) {
        SortedSet<Integer> all = new TreeSet<>(course.missed());
        all.addAll(more);
        return new StagedSend(plan, new Course(course.state(), course.stage(), course.let(), course.stopAt(),
                course.due(), all));
    }

    /** In another state. */
    public StagedSend now(State state) {
        return new StagedSend(plan, new Course(state, course.stage(), course.let(), course.stopAt(), course.due(),
                course.missed()));
    }

    /** It goes on; the failures so far are forgiven. */
    public StagedSend resumed(int failures) {
        int limit = plan.stopOn() == UNLIMITED ? UNLIMITED : failures + plan.stopOn();
        return new StagedSend(plan, new Course(State.RUNNING, course.stage(), course.let(),
                course.state() == State.STOPPED ? limit : course.stopAt(), course.due(), course.missed()));
    }

    /** Whether it has yet to take the place of something. */
    public boolean isToReplace() {
        return plan.replaces() != Replaces.NOTHING;
    }

    /** Nothing is left any more whose place it is to take. */
    public StagedSend replaced() {
        return new StagedSend(new Plan(plan.name(), plan.message(), plan.ends(), plan.stopOn(), plan.pause(),
                plan.notBefore(), Replaces.NOTHING), course);
    }

    /** How far it is, in words: {@code stage 1 of 3, paused}. */
    public String said() {
        String state = course.state() == State.RUNNING ? "" : ", " + course.state().name().toLowerCase(Locale.ROOT);
        return "stage " + course.stage() + " of " + plan.stages() + state;
    }
}
