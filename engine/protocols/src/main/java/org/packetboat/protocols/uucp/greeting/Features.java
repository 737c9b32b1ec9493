package org.packetboat.protocols.uucp.greeting;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the far side can do beyond the oldest UUCP, as it said in the greeting: {@code -R}, {@code -N} and the octal
 * mask behind it; and from one Packetboat to another {@code -B} with a word on batches, {@code -H}, {@code -T} with
 * the time and {@code -F} with a report of how it is, which others pass over.
 *
 * @param sizes   it tells and takes the size of files
 * @param restart it goes on in the middle of a file whose transfer was broken off
 * @param execute it knows the E command
 * @param quotes  it understands arguments in quotes in orders
 * @param batches what it said of batches
 * @param late    it takes commands when it has agreed to hang up; version 0.1.0 does, and may then never hang up
 * @param time    what its clock shows
 * @param report  how it is, as a {@link org.packetboat.engine.fleet.BranchReport}
 */
public record Features(boolean sizes, boolean restart, boolean execute, boolean quotes, Optional<String> batches,
        boolean late, Optional<Instant> time, Optional<String> report) {
    /** What we can do, as said in {@code -N} and {@code ROKN}. */
    static final String OURS = "N07";
    private static final String LATE = "H";
    private static final int SIZES = 1;
    private static final int RESTART = 2;
    private static final int EXECUTE = 4;
    private static final int QUOTES = 040;
    private static final Pattern BATCHES = Pattern.compile("B([A-Za-z0-9.:,=+-]{1,64})");
    private static final Pattern TIME = Pattern.compile("T([0-9]{1,11})");
    private static final Pattern REPORT = Pattern.compile("F([!-~]{1,200})");
    private static final Pattern MASK = Pattern.compile("N(0[0-7]{0,5})?");

    /** Reads the options of a greeting, without the leading {@code -} of the first. */
    static Features parse(String options) {
        Features found = new Features(false, false, false, false, Optional.empty(), false, Optional.empty(),
                Optional.empty());
        for (String option : options.split(" +-?")) {
            Matcher mask = MASK.matcher(option);
            Matcher batches = BATCHES.matcher(option);
            Matcher time = TIME.matcher(option);
            if (mask.matches()) found = found.with(mask.group(1) == null ? SIZES : Integer.parseInt(mask.group(1), 8));
            else if (option.equals("R")) found = found.with(RESTART);
            else if (option.equals(LATE)) found = found.withLate();
            else if (batches.matches()) found = found.withBatches(batches.group(1));
            else if (option.startsWith("F")) found = found.withReport(REPORT.matcher(option));
            else if (time.matches()) found = found.withTime(Long.parseLong(time.group(1)));
        }
        return found;
    }

    /** What follows the options of a greeting. */
    static String option(Optional<String> batches, TimeOfDay time) {
        return option(batches, time, Optional.empty());
    }

    /** The same. @param report how we are */
    static String option(Optional<String> batches, TimeOfDay time, Optional<String> report) {
        return batches.map(
                word -> " -B" + word + " -" + LATE + time.now().map(now -> " -T" + now.getEpochSecond()).orElse("")
                        + report.map(told -> " -F" + told).orElse(""))
                .orElse("");
    }

    private Features withReport(Matcher told) {
        return told.matches()
                ? new Features(sizes, restart, execute, quotes, batches, late, time, Optional.of(told.group(1)))
                : this;
    }

    private Features withTime(long seconds) {
        return new Features(sizes, restart, execute, quotes, batches, late,
                Optional.of(Instant.ofEpochSecond(seconds)), report);
    }

    private Features withLate() {
        return new Features(sizes, restart, execute, quotes, batches, true, time, report);
    }

    private Features withBatches(String word) {
        return new Features(sizes, restart, execute, quotes, Optional.of(word), late, time, report);
    }

    private Features with(int mask) {
        return new Features(sizes || (mask & SIZES) != 0, restart || (mask & RESTART) != 0,
                execute || (mask & EXECUTE) != 0, quotes || (mask & QUOTES) != 0, batches, late, time,
                report);
    }
}
