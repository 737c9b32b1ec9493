package org.packetboat.app.web.api;

import java.util.List;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionRow;
import org.packetboat.connectors.jmx.provision.ProvisionedRow;

/** Says what it was asked for. */
final class FakeProvisions implements Provisions {
    @Override
    public ProvisionAnswer apply(String changes, String names, boolean dryRun, WebRequest.Caller caller, String note) {
        if (names.equals("odd")) throw new IllegalArgumentException("found names \"odd\"");
        return new ProvisionAnswer(List.of(new ProvisionRow("login", names, "added")),
                List.of(changes, caller.user() + " " + note), !dryRun);
    }

    @Override
    public List<ProvisionedRow> list(String what, String after) {
        return List.of(new ProvisionedRow(what, after + "a", ""), new ProvisionedRow(what, after + "b", "{}"));
    }
}
