package org.packetboat.schedules.plan.job;

import java.util.Arrays;

/**
 * A server's calls in order. When each is made is left open: a call may begin between the instant at which it can, if
 * all before it are made as early as their windows let them, and the one at which it must, if all after it are made as
 * late. So whether one more fits in between is known without moving any.
 */
public final class Rota {
    /** The number of a call that stays where it is: a part of a transfer that was cut. */
    public static final int FIXED = -1;
    private static final int USUAL_CALLS = 16;

    private Job[] jobs = new Job[USUAL_CALLS];
    private int[] numbers = new int[USUAL_CALLS];
    private long[] earliest = new long[USUAL_CALLS];
    private long[] latest = new long[USUAL_CALLS];
    private int size;

    public int size() {
        return size;
    }

    /** Whose call it is, or {@link #FIXED}. */
    public int number(int place) {
        return numbers[place];
    }

    /** The place of a job that is in it. */
    public int place(int number) {
        int place = 0;
        while (numbers[place] != number)
            place++;
        return place;
    }

    /** When the call can begin at the earliest. */
    public long start(int place) {
        return earliest[place];
    }

    /** When the server is free for a call at this place. */
    public long free(int place) {
        return place == 0 ? 0 : earliest[place - 1] + jobs[place - 1].length();
    }

    /** Whether a call that ends then lets the one at this place, if there is one, and all after it be in time. */
    public boolean leavesTime(long end, int place) {
        return place == size || end <= latest[place];
    }

    /** The first place where a call of this job could end before the next has to begin. */
    public int firstPlace(Job job) {
        long end = job.firstOpen() + job.length();
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (latest[middle] < end) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** Puts a call in, which must fit there. */
    public void insert(int place, int number, Job job) {
        if (size == jobs.length) grow();
        move(place, place + 1);
        jobs[place] = job;
        numbers[place] = number;
        size++;
        reckon();
    }

    /** Takes some calls out. */
    public void remove(int place, int count) {
        move(place + count, place);
        size -= count;
        reckon();
    }

    private void move(int from, int to) {
        System.arraycopy(jobs, from, jobs, to, size - from);
        System.arraycopy(numbers, from, numbers, to, size - from);
    }

    private void grow() {
        jobs = Arrays.copyOf(jobs, size * 2);
        numbers = Arrays.copyOf(numbers, size * 2);
        earliest = Arrays.copyOf(earliest, size * 2);
        latest = Arrays.copyOf(latest, size * 2);
    }

    private void reckon() {
        for (int place = 0; place < size; place++)
            earliest[place] = jobs[place].earliest(free(place));
        long due = Long.MAX_VALUE;
        for (int place = size - 1; place >= 0; place--) {
            latest[place] = jobs[place].latest(due);
            due = latest[place];
        }
    }
}
