package org.packetboat.schedules.file.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.packetboat.schedules.window.Dates;
import org.packetboat.schedules.yaml.Value;

/** Named lists of dates on which windows stay closed. Names are shared by all files of a set. */
public final class Holidays {
    private static final String EXPECTED = "a date like 2026-12-25, 12-25 for every year, or from one to another "
            + "like 2026-12-24..2027-01-02";

    private final Calendars calendars;
    private final Map<String, Dates> lists = new HashMap<>();

    public Holidays(Calendars calendars) {
        this.calendars = calendars;
    }

    /** Dates, calendars, or a list of either. */
    public void add(String name, Value value) {
        Dates all = Dates.NONE;
        for (Value item : value.atLeastOne(EXPECTED))
            all = all.and(item.isMapping() ? calendar(item) : dates(item));
        lists.put(name, all);
    }

    private Dates calendar(Value value) {
        return value.section("calendar").flatMap(s -> s.need("calendar", "the path of a calendar file"))
                .map(calendars::days).orElse(Dates.NONE);
    }

    /** The dates of the lists that are named here. */
    Dates named(Value names) {
        Dates all = Dates.NONE;
        for (Value name : names.oneOrMore()) {
            String expected = lists.isEmpty()
                    ? "a list under \"holidays\" at the top of a schedule file"
                    : "one of: " + String.join(", ", new TreeSet<>(lists.keySet()));
            all = all.and(name.as(expected, this::known).orElse(Dates.NONE));
        }
        return all;
    }

    private Dates known(String name) {
        if (!lists.containsKey(name)) throw new IllegalArgumentException(name);
        return lists.get(name);
    }

    /** Reads a date or a list of dates. */
    static Dates dates(Value value) {
        List<Dates.Stretch> stretches = new ArrayList<>();
        value.atLeastOne(EXPECTED).forEach(item -> item.as(EXPECTED, TimeText::dates).ifPresent(stretches::add));
        return new Dates(stretches);
    }
}
