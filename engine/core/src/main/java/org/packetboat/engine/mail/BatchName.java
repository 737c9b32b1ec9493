package org.packetboat.engine.mail;

/** What a big send may be called: 1 to {@value #LONGEST} characters in one line, not all of them spaces. */
public final class BatchName {
    public static final int LONGEST = 200;

    private BatchName() {}

    /** Whether this is one. */
    public static boolean isOne(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.codePoints().noneMatch(Character::isISOControl);
    }

    /**
     * The name, if it is one.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static String checked(String text) {
        if (isOne(text)) return text;
        throw new IllegalArgumentException("found \"" + text + "\"; expected a name of 1 to " + LONGEST
                + " characters");
    }
}
