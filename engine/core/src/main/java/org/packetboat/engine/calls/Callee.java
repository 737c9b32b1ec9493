package org.packetboat.engine.calls;

import java.util.Optional;
import java.util.Set;

/**
 * Whom a call is to, and how. The names below are on disk.
 *
 * @param site the site's name
 * @param far  what its own limits count: its number, so that two routes to one number share them, or the site
 * @param link what its link's limits count
 */
public record Callee(String site, String far, String link) {
    private static final String PUNCTUATION = "()/.,- \t\n\u000B\f\r";

    /** A site. @param number what is dialled, if anything; how it is punctuated does not matter */
    public static Callee of(String site, Optional<String> number, String link) {
        return new Callee(site(site), number.map(Callee::number).orElse(site(site)), "link " + link);
    }

    private static String number(String text) {
        StringBuilder dialled = new StringBuilder("number ");
        for (char c : text.toCharArray()) {
            if (isDialled(c)) dialled.append(c);
            else if (PUNCTUATION.indexOf(c) < 0) return "number " + text; // an account, or a program
        }
        return dialled.toString();
    }

    private static boolean isDialled(char c) {
        return c >= '0' && c <= '9' || c == '+' || c == '*' || c == '#';
    }

    public static String site(String name) {
        return "site " + name;
    }

    /** What a call to it is counted for. */
    Set<String> counted() {
        return far.equals(site) ? Set.of(site, link) : Set.of(site, far, link);
    }
}
