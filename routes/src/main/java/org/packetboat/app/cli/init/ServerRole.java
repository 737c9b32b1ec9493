package org.packetboat.app.cli.init;

import java.util.List;

/** What a server is for; each has files of its own. */
enum ServerRole {
    /** A head office: takes mail in, sends it to branches at night and to everybody else at any time. */
    HUB("A head office", List.of(Fact.NAME, Fact.DOMAIN, Fact.LISTEN, Fact.ZONE, Fact.WINDOW, Fact.SMARTHOST,
            Fact.LOGIN), List.of(Fact.OPERATOR, Fact.BRANCH)),
    /** A branch with a modem, which calls the head office at night. */
    BRANCH_MODEM("A branch with a modem", List.of(Fact.NAME, Fact.DOMAIN, Fact.LISTEN, Fact.ZONE, Fact.WINDOW,
            Fact.HUB, Fact.PHONE, Fact.MODEM, Fact.SPEED), List.of(Fact.LOGIN, Fact.HUB_KEY)),
    /** A branch on the network, whose provider's server takes its mail. */
    BRANCH_IP("A branch behind a smarthost", List.of(Fact.NAME, Fact.DOMAIN, Fact.LISTEN, Fact.SMARTHOST, Fact.LOGIN),
            List.of(Fact.ZONE, Fact.HUB_KEY)),
    /** A ship or a station that has a network during passes alone. */
    SHIP("A ship, or a station with passes", List.of(Fact.NAME, Fact.DOMAIN, Fact.LISTEN, Fact.ZONE, Fact.WINDOW,
            Fact.HUB, Fact.RATE), List.of(Fact.LOGIN, Fact.SIZE, Fact.HUB_KEY));

    private final String title;
    private final List<Fact> asked;
    private final List<Fact> optional;

    ServerRole(String title, List<Fact> asked, List<Fact> optional) {
        this.title = title;
        this.asked = asked;
        this.optional = optional;
    }

    String title() {
        return title;
    }

    /** What a person is asked for, in this order. */
    List<Fact> asked() {
        return asked;
    }

    /** What may be given as an option besides, and has a usual value. */
    List<Fact> optional() {
        return optional;
    }

    /** As on the command line. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }

    /** Whether the head office knows us by a password, which may be made here. */
    boolean logsInAtHub() {
        return this == BRANCH_MODEM || this == SHIP;
    }
}
