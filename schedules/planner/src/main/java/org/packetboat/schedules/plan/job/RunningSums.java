package org.packetboat.schedules.plan.job;

import java.util.Arrays;

/** Instants, each with an amount: how many there are up to one, and what they come to, is found by halving. */
final class RunningSums {
    private static final int USUAL = 16;

    private long[] times = new long[USUAL];
    /** What those up to and with each come to. */
    private long[] sums = new long[USUAL];
    private int size;
    private long steps;

    /** The same, for others to be added. */
    RunningSums copy() {
        RunningSums copy = new RunningSums();
        copy.times = times.clone();
        copy.sums = sums.clone();
        copy.size = size;
        return copy;
    }

    /** How many looks at an instant all questions took so far. */
    long steps() {
        return steps;
    }

    int size() {
        return size;
    }

    long time(int place) {
        return times[place];
    }

    /** How many there are at an instant or before it. */
    int upTo(long at) {
        int low = 0;
        int high = size;
        while (low < high) {
            steps++;
            int middle = (low + high) >>> 1;
            if (times[middle] <= at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** What the first of them come to. */
    long sum(int count) {
        return count == 0 ? 0 : sums[count - 1];
    }

    /** How many of the first it takes to come to an amount; -1 if all of them do not. */
    int reaching(long amount) {
        if (sum(size) < amount) return -1;
        int low = 0;
        int high = size;
        while (low < high) {
            steps++;
            int middle = (low + high) >>> 1;
            if (sum(middle) < amount) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** Puts one behind all that are not later. @return its place */
    int add(long at, long amount) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            sums = Arrays.copyOf(sums, size * 2);
        }
        int place = upTo(at);
        System.arraycopy(times, place, times, place + 1, size - place);
        System.arraycopy(sums, place, sums, place + 1, size - place);
        times[place] = at;
        sums[place] = sum(place);
        size++;
        change(place, amount);
        return place;
    }

    /** The place of one of that instant and amount, which there must be. */
    int place(long at, long amount) {
        int place = upTo(at) - 1;
        while (amount(place) != amount)
            place--;
        return place;
    }

    private long amount(int place) {
        return sums[place] - sum(place);
    }

    void remove(int place) {
        long amount = amount(place);
        change(place, -amount);
        size--;
        System.arraycopy(times, place + 1, times, place, size - place);
        System.arraycopy(sums, place + 1, sums, place, size - place);
    }

    private void change(int from, long amount) {
        for (int i = from; i < size; i++)
            sums[i] += amount;
    }
}
