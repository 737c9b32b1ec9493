package org.packetboat.camel.inbound;

/** Texts from outside, fit for a log line or a reply. */
public final class Texts {
    private static final int LONGEST = 500;

    private Texts() {}

    /** Without control characters, shortened. */
    public static String oneLine(String text) {
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }
}
