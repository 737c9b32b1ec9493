package org.packetboat.protocols.mail;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a mail server may bear of those who speak SMTP badly: old printers, scripts, and servers that take no care.
 * None of it is borne of strangers unless the operator says so.
 */
public enum Tolerance {
    /** {@code MAIL FROM:a@b.example}, also with a name before the address, or with one bracket only. */
    BRACKETS,
    /** HELO or EHLO without a name, or with one that is none: several words, 8-bit characters. */
    HELO,
    /** LF without CR ends a line: of commands, and of text, where it is stored as CR LF. */
    BARE_LF,
    /** Spaces before the colon of {@code MAIL FROM:} and within its brackets, and none behind them. */
    SPACES,
    /** A local part of more than 64 octets, as rewritten senders (SRS, VERP) have. */
    LONG_LOCAL_PARTS,
    /** Dots at the ends of a local part, and one after the other: {@code try..this.@b.example}. */
    DOTS,
    /** A name without domain, {@code <root>}: it is one at the server's own name. */
    BARE_NAMES,
    /**
     * A dot between two LFs is the end of a text whose DATA command ended with LF alone. Not borne of anybody unless
     * the operator says so, and never of strangers: if a server in between takes that for text, somebody could hide a
     * second mail in a first.
     */
    LF_DOT;

    /** What is borne of those who may relay, if the operator says nothing. */
    public static final Set<Tolerance> USUAL = Collections
            .unmodifiableSet(EnumSet.complementOf(EnumSet.of(LF_DOT)));

    /** As users write it: {@code bare-lf}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
