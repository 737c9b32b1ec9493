package org.packetboat.connectors.uucp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the far side can do beyond the oldest UUCP, as it said in the greeting: {@code -R}, {@code -N} and the octal
 * mask behind it.
 *
 * @param sizes   it tells and takes the size of files
 * @param restart it goes on in the middle of a file whose transfer was broken off
 * @param execute it knows the E command
 */
record Features(boolean sizes, boolean restart, boolean execute) {
    /** What we can do, as said in {@code -N} and {@code ROKN}. */
    static final String OURS = "N07";
    private static final int SIZES = 1;
    private static final int RESTART = 2;
    private static final int EXECUTE = 4;
    private static final Pattern MASK = Pattern.compile("N(0[0-7]{0,5})?");

    /** Reads the options of a greeting, without the leading {@code -} of the first. */
    static Features parse(String options) {
        Features found = new Features(false, false, false);
        for (String option : options.split(" +-?")) {
            Matcher mask = MASK.matcher(option);
            if (mask.matches()) found = found.with(mask.group(1) == null ? SIZES : Integer.parseInt(mask.group(1), 8));
            else if (option.equals("R")) found = found.with(RESTART);
        }
        return found;
    }

    private Features with(int mask) {
        return new Features(sizes || (mask & SIZES) != 0, restart || (mask & RESTART) != 0,
                execute || (mask & EXECUTE) != 0);
    }
}
