package org.packetboat.engine.mail;

/** A text is not what it should be. The message says in one line what was found, shortened, and what is expected. */
public final class UnexpectedText extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 200;

    public UnexpectedText(String found, String expected) {
        super("found \"" + shown(found) + "\"; expected " + expected);
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() > SHOWN ? clean.substring(0, SHOWN) + "..." : clean;
    }
}
