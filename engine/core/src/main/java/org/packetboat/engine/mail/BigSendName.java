package org.packetboat.engine.mail;

import java.util.Optional;

/**
 * What a big send is called: 1 to {@value #LONGEST} characters in one line, not all of them spaces. Every entrance
 * takes the same names, and every link carries them.
 */
public record BigSendName(String text) {
    public static final int LONGEST = 200;

    /** @throws IllegalArgumentException with what was found and what is expected */
    public BigSendName {
        if (!isOne(text)) throw new UnexpectedText(text, "a name of 1 to " + LONGEST + " characters");
    }

    /** The name, if the text is fit for one. */
    public static Optional<BigSendName> of(String text) {
        return isOne(text) ? Optional.of(new BigSendName(text)) : Optional.empty();
    }

    /** Half of a pair of surrogates is no character, and can't be written in UTF-8. */
    private static boolean isOne(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.codePoints()
                .noneMatch(
                        c -> Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return text;
    }
}
