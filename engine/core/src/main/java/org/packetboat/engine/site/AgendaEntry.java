package org.packetboat.engine.site;

/** What a thing in a {@link SiteAgenda} has to remember: when to look at it, and where it stands there. */
abstract class AgendaEntry {
    static final int NOWHERE = -1;

    long at;
    int place = NOWHERE;
}
