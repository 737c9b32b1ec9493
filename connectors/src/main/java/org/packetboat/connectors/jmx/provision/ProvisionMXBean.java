package org.packetboat.connectors.jmx.provision;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;

/** Logins, domains and sites that are provisioned while the server runs ({@code org.packetboat:type=Provision}). */
@Described("Logins, domains and sites that are provisioned while the server runs.")
public interface ProvisionMXBean {
    @Described("How much is provisioned, and how often that changed.")
    ProvisionCounts getCounts();

    /** @param what {@code login}, {@code domain} or {@code site} @param after a name; empty for the first ones */
    @Described("What is provisioned of a kind (login, domain, site), by name, 10,000 at a time: after is the last of "
            + "the ones before, empty for the first. No passwords.")
    @Reads(text = true)
    List<ProvisionedRow> list(String what, String after);

    /**
     * Puts changes in force, all or none.
     *
     * @param source what the changes are called in messages, such as the name of their file
     * @param names  {@code any}; {@code new}: what is to be there must not be there yet; {@code known}: all must
     * @param dryRun whether it is only asked what would be done
     * @param user   who wants it, where a console does not tell
     * @param note   why, for the audit log
     * @throws IllegalArgumentException if they are refused: a line for each reason, and nothing has changed
     * @throws IllegalStateException    if they can't be written down: nothing has changed
     */
    @Described("Puts changes of logins, domains and sites in force, all or none. names is any, new or known.")
    ProvisionAnswer apply(String source, String changes, String names, boolean dryRun, String user, String note);
}
