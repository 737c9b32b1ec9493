package org.packetboat.app.web.board;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do about what goes wrong: the troubleshooting table of docs/operations.md, as far as it can be told from a
 * text.
 */
public final class Troubleshooting {
    /** @param part of the text, in lower case */
    private record Known(String part, String advice) {}

    private static final String MORE_DATA = "Its mail waits for the next month. If more data were bought, raise "
            + "megabytes-per-month; if they may be paid for as they are used, set beyond: pay.";

    private static final List<Known> TABLE = List.of(
            new Known("megabytes-per-month", MORE_DATA), new Known("month's data", MORE_DATA),
            new Known("no carrier", "Nobody answered with a carrier. Call the number by hand: is the far modem on?"),
            new Known("busy", "The line was busy. It is tried again by itself; if it stays so, who else calls there?"),
            new Known("no dial", "There is no dial tone. Look at cable and exchange."),
            new Known("connection refused", "The host is up, but nothing listens at that port. Is its server running?"),
            new Known("timed out", "The host does not answer. Look at the line and the host."),
            new Known("no route to host", "The network does not lead there. Look at this machine's network."),
            new Known("unknown host", "The name is not in DNS. Look at host: in the route."),
            new Known("login refused", "The far side does not take our login. Compare login and password."),
            new Known("tls", "The far side's certificate is no good, or TLS is refused. Compare tls: in the route."),
            new Known("not configured", "The route names a link that is not there. Add it to a schedule file."),
            new Known("http.listen", "Another program has the port. Give one of them another port."),
            new Known("has not moved", "The node is stuck, mostly in a disk that does not answer. Look at the disk."),
            new Known("queue-minfree", "Make room on the disk; mail waits at its senders meanwhile."),
            new Known("log lines were dropped",
                    "The problem says why: the log's disk is full, or nobody reads it fast enough."),
            new Known("kafka", "The broker is away, or refuses. It is tried again; packetboat kafka says more."),
            new Known("certificate", "Renew the certificate; a new file counts without a restart."),
            new Known("no route", "Add a route for the domain to a schedule file, or delete its mail."),
            new Known("no such user", "The far side does not know the recipient. Its sender has been told."),
            new Known(".yaml", "Mend the file; packetboat check says where. The last good one is in force."),
            new Known("dead", "Look at port, modem and cable; the line is tried again by itself."));

    private Troubleshooting() {}

    /** What to do about this; empty if nobody knows. */
    public static Optional<String> about(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return TABLE.stream().filter(known -> lower.contains(known.part())).map(Known::advice).findFirst();
    }
}
