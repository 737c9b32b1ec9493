package org.packetboat.schedules.file.window;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers for weekdays in a Quartz expression. Quartz counts from Sunday, 1; cron and ISO 8601 count from Monday: in
 * {@code 1-5}, meant as Monday to Friday, Quartz reads Sunday to Thursday.
 */
final class CronDays {
    private static final List<String> NAMES = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int FIELD = 5;
    /** Such as 2, 1-5, 6L or 2#1; a step after a slash is none. */
    private static final Pattern NUMBERS = Pattern.compile("([1-7])(?:-([1-7]))?(L|#[1-5])?(/[0-9]+)?");

    private CronDays() {}

    /** The field of weekdays with names for its numbers, as Quartz reads it; empty where it has none. */
    static Optional<String> named(String expression) {
        String[] fields = expression.strip().split("\\s+");
        if (fields.length <= FIELD) return Optional.empty();
        String named = Arrays.stream(fields[FIELD].split(",")).map(CronDays::inNames).collect(Collectors.joining(","));
        return named.equals(fields[FIELD]) ? Optional.empty() : Optional.of(named);
    }

    private static String inNames(String part) {
        Matcher numbers = NUMBERS.matcher(part);
        if (!numbers.matches()) return part;
        String to = numbers.group(2) == null ? "" : "-" + name(numbers.group(2));
        return name(numbers.group(1)) + to + given(numbers.group(3)) + given(numbers.group(4));
    }

    private static String given(String group) {
        return Optional.ofNullable(group).orElse("");
    }

    private static String name(String number) {
        return NAMES.get(Integer.parseInt(number) - 1);
    }
}
