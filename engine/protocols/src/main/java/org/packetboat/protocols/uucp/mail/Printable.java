package org.packetboat.protocols.uucp.mail;

/** What a far side said, made fit for a log line: short, and plain ASCII. */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    public static String of(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }
}
