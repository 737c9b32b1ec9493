package org.packetboat.schedules.window;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;

/** A set of calendar days, as stretches of single years and stretches that come back every year. */
public record Dates(List<Stretch> stretches) {
    public static final Dates NONE = new Dates(List.of());

    public Dates {
        stretches = List.copyOf(stretches);
    }

    /** Consecutive days, both ends included. */
    public sealed interface Stretch {
        boolean contains(LocalDate day);
    }

    /** Days that come once. */
    public record Once(LocalDate first, LocalDate last) implements Stretch {
        /** @throws IllegalArgumentException if the last is before the first */
        public Once {
            if (last.isBefore(first)) throw new IllegalArgumentException(last + " is before " + first);
        }

        @Override
        public boolean contains(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /** Days that come every year; the stretch goes over the new year if its last day is before its first. */
    public record Yearly(MonthDay first, MonthDay last) implements Stretch {
        @Override
        public boolean contains(LocalDate day) {
            MonthDay asked = MonthDay.from(day);
            boolean fromFirst = !asked.isBefore(first);
            boolean untilLast = !asked.isAfter(last);
            return first.isAfter(last) ? fromFirst || untilLast : fromFirst && untilLast;
        }
    }

    public boolean contains(LocalDate day) {
        for (Stretch stretch : stretches) {
            if (stretch.contains(day)) return true;
        }
        return false;
    }

    /** The days of both. */
    public Dates and(Dates others) {
        List<Stretch> all = new ArrayList<>(stretches);
        all.addAll(others.stretches);
        return new Dates(all);
    }
}
