package org.packetboat.protocols.smtp.syntax;

/** What ends a line of text, and the text. */
public enum LineEnds {
    /** CR LF alone. An LF by itself makes the message one that can't be taken. */
    STRICT,
    /** LF, too, which becomes CR LF; but the text ends at CR LF . CR LF alone (smuggling: CVE-2023-51764). */
    LF_IN_TEXT,
    /** LF, too, and a dot between any two line ends is the end of the text. */
    LF
}
