package org.packetboat.app.compose.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.compose.push.ConfigurationPush;
import org.packetboat.connectors.jmx.fleet.BranchRow;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import org.packetboat.engine.fleet.BranchReport;

/** What operators see of the fleet. */
public record FleetView(Fleet fleet, int silentAfter) implements FleetMXBean {
    private static final long MB = 1_000_000;

    @Override
    public List<BranchRow> getBranches() {
        return fleet.branches().stream().map(this::row).toList();
    }

    private BranchRow row(Fleet.Branch branch) {
        Heard heard = branch.heard();
        BranchReport report = heard.report();
        return new BranchRow(branch.site(), heard.at().toString(), heard.at().toEpochMilli(), branch.silent(),
                report.version(), report.freeMb() < 0 ? -1 : report.freeMb() * MB, report.depth(),
                report.oldest().toSeconds(), heard.clockAhead().map(Duration::toSeconds).orElse(0L),
                report.clock().map(Instant::toString).orElse(""), report.problems(), report.problem(),
                seen(branch), fleet.push().map(p -> p.shortly(branch.site())).orElse(""));
    }

    private String seen(Fleet.Branch branch) {
        return Stream.concat(branch.problems(silentAfter).stream(),
                fleet.push().flatMap(p -> p.problem(branch.site())).stream()).collect(Collectors.joining("; "));
    }

    @Override
    public String pushConfiguration(String site) {
        return pusher().push(site);
    }

    @Override
    public List<String> lastPush(String site) {
        return pusher().tell(site);
    }

    private ConfigurationPush pusher() {
        return fleet.push().orElseThrow(() -> new IllegalStateException("this server pushes to nobody; expected "
                + "fleet: { branches: FOLDER } in its packetboat.yaml"));
    }

    @Override
    public int getSilent() {
        return (int) fleet.branches().stream().filter(b -> b.silent() >= silentAfter).count();
    }

    @Override
    public String forget(String site) {
        if (!fleet.forget(site)) throw new IllegalArgumentException("site " + site + " has told nothing");
        return "site " + site + " is forgotten until it tells again";
    }
}
