package org.packetboat.app.compose.transport;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.packetboat.connectors.disk.DiskState;
import org.packetboat.connectors.jmx.disks.DiskRow;
import org.packetboat.connectors.jmx.disks.DisksMXBean;

/** Disks that carry mail, for people. */
public record DisksView(Supplier<List<DiskState>> states) implements DisksMXBean {
    @Override
    public List<DiskRow> getDisks() {
        return states.get().stream().map(DisksView::row).toList();
    }

    private static DiskRow row(DiskState state) {
        return new DiskRow(state.link(), state.node(), state.disk().orElse(""),
                state.since().map(Instant::toString).orElse(""), state.awaited(), state.mails(), state.files(),
                state.trouble().orElse(""));
    }

    /** What is wrong with disks, as {@code status} lists it. */
    public List<String> problems() {
        return states.get().stream().flatMap(state -> state.trouble().map(why -> "link " + state.link() + ", node "
                + state.node() + ": " + why).stream()).toList();
    }
}
