package org.packetboat.schedules.window;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.Interval;

/** The openings that one rule of a window gives, by the local day on which each of them begins. Immutable. */
public interface Openings {
    /** How far ahead an opening is looked for. A rule that is silent for longer counts as over. */
    int FURTHEST_DAYS = 3660;

    /** Whether the rule asks for an opening on this day. */
    boolean opensOn(LocalDate day);

    /** The openings of that day, on the time line; none on a day that the rule or the zone leaves out. */
    List<Interval> on(LocalDate day);

    /** How long an opening may last on the wall clock. */
    Duration longest();

    /** Whether it is known to be open at all times. */
    default boolean neverClose() {
        return false;
    }

    /** The first day from this one on for which the rule asks for an opening. */
    default Optional<LocalDate> next(LocalDate from) {
        for (int days = 0; days <= FURTHEST_DAYS; days++) {
            LocalDate day = from.plusDays(days);
            if (opensOn(day)) return Optional.of(day);
        }
        return Optional.empty();
    }
}
