package org.packetboat.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The clock by which mail ages: time that has really passed. While the server runs, it goes with the elapsed time, so
 * that putting the machine's clock forward or back makes no mail older or younger. Time switched off counts by the
 * machine's clock, between zero and {@link #MOST_OFF}, and not at all where that clock was implausible.
 *
 * <p>What it shows, age time, is written to disk and nowhere else. In memory every time is one of the machine's clock
 * as it stands today; {@link #toAge} and {@link #toWall} stand at the border between the two, in the queue. In a folder
 * whose clock was never put right, both are the same.
 *
 * <p>The difference between the two clocks is taken anew when they have moved apart by more than {@link #SLACK}, so
 * what is read from disk and written back is the same in between. For any thread; {@link #step} is for the node's.
 */
public final class AgeClock {
    /** The longest time switched off that is believed. */
    public static final Duration MOST_OFF = Duration.ofDays(30);
    /** So far the clocks may move apart before it counts as a step. */
    public static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration SAVE_EVERY = Duration.ofHours(1);

    private volatile Course course = new Course(() -> Duration.ZERO, 0, 0);
    private volatile boolean started;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile long savedAt = Long.MIN_VALUE;

    /**
     * A reading of both clocks, as it is kept on disk.
     *
     * @param wall the machine's clock
     * @param age  this one
     */
    public record Reading(Instant wall, Instant age) {}

    /** @param ageAtZero age time in ms when the elapsed time was zero @param offset of the machine's clock, in ms */
    private record Course(Elapsed elapsed, long ageAtZero, long offset) {
        long age() {
            return ageAtZero + elapsed.time().toMillis();
        }
    }

    /**
     * Goes on from the last life's reading. In a folder without one, age time begins as what the machine's clock shows
     * or, if that can't be right, could show: all mail in it came before this program was made, or comes now.
     *
     * @param last      the last reading on disk
     * @param wall      what the machine's clock shows
     * @param plausible what that clock is believed
     */
    public void start(Optional<Reading> last, Instant wall, Plausible plausible, Elapsed elapsed) {
        Instant age = last.map(l -> l.age().plus(off(l.wall(), wall, plausible)))
                .orElseGet(() -> plausible.nearest(wall));
        startedAt = wall;
        begin(age.toEpochMilli(), wall, elapsed);
    }

    private void begin(long age, Instant wall, Elapsed elapsed) {
        course = new Course(elapsed, age - elapsed.time().toMillis(), wall.toEpochMilli() - age);
        started = true;
    }

    private static Duration off(Instant before, Instant wall, Plausible plausible) {
        if (!plausible.is(before) || !plausible.is(wall) || wall.isBefore(before)) return Duration.ZERO;
        Duration off = Duration.between(before, wall);
        return off.compareTo(MOST_OFF) > 0 ? MOST_OFF : off;
    }

    /**
     * Compares the clocks.
     *
     * @param wall what the machine's clock shows
     * @return by how much that one was put forward since the last time; negative if it was put back, zero if it was not
     */
    public Duration step(Instant wall) {
        Course now = course;
        long apart = wall.toEpochMilli() - now.age() - now.offset();
        if (Math.abs(apart) <= SLACK.toMillis()) return Duration.ZERO;
        course = new Course(now.elapsed(), now.ageAtZero(), now.offset() + apart);
        savedAt = Long.MIN_VALUE;
        return Duration.ofMillis(apart);
    }

    /** Whether its reading is to be written to disk: from time to time, and when the machine's clock was put right. */
    public boolean isSaveDue() {
        long age = course.age();
        boolean due = savedAt == Long.MIN_VALUE || age - savedAt >= SAVE_EVERY.toMillis();
        if (due) savedAt = age;
        return due;
    }

    /** The disk did not take it. From any thread. */
    public void saveAgain() {
        savedAt = Long.MIN_VALUE;
    }

    /** What is to be kept on disk. */
    public Reading reading() {
        Course now = course;
        long age = now.age();
        return new Reading(Instant.ofEpochMilli(age + now.offset()), Instant.ofEpochMilli(age));
    }

    /**
     * Age time at this moment.
     *
     * @param wall what the machine's clock shows, which is taken before the clock was started
     */
    public Instant now(Instant wall) {
        return started ? Instant.ofEpochMilli(course.age()) : wall;
    }

    /** What the machine's clock showed when it was started: no other run of the server has begun just then. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The age time of a time of the machine's clock. */
    public Instant toAge(Instant wall) {
        return shifted(wall, -course.offset());
    }

    /** What the machine's clock, as it goes today, shows at an age time. */
    public Instant toWall(Instant age) {
        return shifted(age, course.offset());
    }

    private static Instant shifted(Instant at, long millis) {
        return millis == 0 || at.equals(Instant.MAX) || at.equals(Instant.MIN) ? at : at.plusMillis(millis);
    }
}
