package org.packetboat.engine.trace;

import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * By what a report of what became of mail is known: a message between two Packetboats, to {@code packetboat-status} at
 * the name of the server that the mail first came in at. It goes only to who says that it takes reports, and is
 * believed only from who may relay. Docs: {@code docs/relayed.md}.
 */
public final class StatusReport {
    /** The keyword of the extension in the answer to EHLO. */
    public static final String KEYWORD = "XREPORT";
    private static final String LOCAL_PART = "packetboat-status";

    private StatusReport() {}

    /** Whether an address is that of reports, at whatever server. */
    public static boolean isFor(Address address) {
        return address.localPart().equals(LOCAL_PART);
    }

    /** Where reports for a server go, and where its own come from. */
    public static Address at(Domain server) {
        return new Address(LOCAL_PART, server);
    }
}
