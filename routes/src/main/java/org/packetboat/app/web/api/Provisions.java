package org.packetboat.app.web.api;

import java.util.List;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionedRow;

/** Logins, domains and sites that are provisioned, as the API asks for them. */
public interface Provisions {
    /**
     * Puts changes in force, all or none.
     *
     * @param changes as JSON
     * @param names   {@code any}, {@code new} or {@code known}
     * @throws IllegalArgumentException if they are refused, and why; nothing has changed
     * @throws IllegalStateException    if they can't be written down; nothing has changed
     */
    ProvisionAnswer apply(String changes, String names, boolean dryRun, WebRequest.Caller caller, String note);

    /** What is provisioned of a kind, by name. @param after the last of the ones before; empty for the first */
    List<ProvisionedRow> list(String what, String after);
}
