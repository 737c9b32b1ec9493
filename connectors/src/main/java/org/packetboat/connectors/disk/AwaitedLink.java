package org.packetboat.connectors.disk;

import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Route;

/** A link over which nobody can be called: a disk comes when it comes ({@link DiskPost}). */
public final class AwaitedLink implements Link {
    @Override
    public Session open(Call call, Supply supply) {
        supply.ended(Ending.Unreached.undialled("a disk is awaited, and can't be called"));
        return (_, _) -> {};
    }

    @Override
    public boolean isUp(Route route) {
        return false;
    }

    @Override
    public boolean awaits() {
        return true;
    }

    @Override
    public boolean isLine() {
        return false;
    }
}
