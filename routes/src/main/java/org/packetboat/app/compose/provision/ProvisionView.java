package org.packetboat.app.compose.provision;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.app.web.api.Provisions;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionCounts;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionedRow;
import org.packetboat.connectors.jmx.remote.RemoteCaller;

/** What operators see of what is provisioned, and change. */
public record ProvisionView(Provisioning provisioning) implements ProvisionMXBean, Provisions {
    private static final int PAGE = 10_000;
    private static final String COMMAND = "command";

    @Override
    public ProvisionCounts getCounts() {
        return provisioning.counts();
    }

    @Override
    public List<ProvisionedRow> list(String what, String after) {
        Kind kind = kind(what);
        SortedMap<String, String> all = provisioning.provisioned().of(kind);
        return (after.isEmpty() ? all : all.tailMap(after)).entrySet().stream()
                .filter(each -> !each.getKey().equals(after)).limit(PAGE)
                .map(each -> new ProvisionedRow(kind.word(), each.getKey(),
                        kind == Kind.SITE ? each.getValue() : ""))
                .toList();
    }

    /** @throws IllegalArgumentException if there is no such kind */
    public static Kind kind(String word) {
        return Arrays.stream(Kind.values()).filter(kind -> kind.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "found \"" + word + "\"; expected login, domain or site"));
    }

    @Override
    public ProvisionAnswer apply(String changes, String names, boolean dryRun, WebRequest.Caller caller, String note) {
        return provisioning.apply(new Wanted("request", changes, Wanted.Names.of(names), dryRun),
                new Caller(caller.user(), caller.address(), note, false));
    }

    @Override
    public ProvisionAnswer apply(String source, String changes, String names, boolean dryRun, String user,
            String note) {
        Caller caller = RemoteCaller.now().map(remote -> new Caller(remote.user(), remote.address(), note, false))
                .orElseGet(() -> new Caller(user, COMMAND, note, true));
        return provisioning.apply(new Wanted(source, changes, Wanted.Names.of(names), dryRun), caller);
    }
}
