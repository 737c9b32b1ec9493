package org.packetboat.app.web.board;

import java.util.Locale;

/** How a site stands, in one word; what needs a person comes first. */
public enum SiteCondition {
    /** Some of its mail will not be there in time, as far as is known. */
    LATE,
    /** Mail waits that no route serves. */
    NO_ROUTE,
    /** It could not be reached, or refused; it is tried again later. */
    FAILING,
    /** An operator holds its mail. */
    HELD,
    /** In session now. */
    CALLING,
    /** Its window is open, and mail waits for its turn. */
    NEXT,
    /** Mail waits for the window. */
    WAITING,
    /** Nothing waits. */
    QUIET;

    /** As the API says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
