package org.packetboat.app.compose.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.packetboat.app.config.settings.ClusterSettings;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.jmx.cluster.MachineRow;
import org.packetboat.engine.log.status.LogStatus;

/** What operators see of this machine. */
record MachineView(ClusterSettings settings, String instance, Path data, Supplier<LogStatus> status,
        MachineRoster roster, UnaryOperator<String> mover)
        implements
            ClusterMXBean {
    @Override
    public String getHub() {
        return settings.name();
    }

    @Override
    public String getInstance() {
        return instance;
    }

    @Override
    public String getMachine() {
        return settings.machine();
    }

    @Override
    public String getRole() {
        return status.get().role();
    }

    @Override
    public String getOwner() {
        return status.get().owner();
    }

    @Override
    public long getPosition() {
        return status.get().stored().number();
    }

    @Override
    public long getLag() {
        return status.get().behind();
    }

    @Override
    public long getLagSeconds() {
        return roster.own().lagSeconds();
    }

    @Override
    public long getTerm() {
        return status.get().stored().term();
    }

    @Override
    public List<MachineRow> getMachines() {
        return roster.rows();
    }

    @Override
    public String moveTo(String machine) {
        return mover.apply(machine);
    }

    @Override
    public long getSilentMillis() {
        return Math.max(0, status.get().silent().toMillis()); // looks are dated by when they were asked for
    }

    @Override
    public boolean isSending() {
        return status.get().maySend();
    }

    @Override
    public String getDataFolder() {
        return data.toAbsolutePath().toString();
    }
}
