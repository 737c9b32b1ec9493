package org.packetboat.app.compose;

import java.io.IOException;
import java.util.List;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.DropSettings;
import org.packetboat.connectors.drop.DropFolder;
import org.packetboat.connectors.drop.DropReader;
import org.packetboat.connectors.drop.DropWatch;
import org.packetboat.connectors.drop.DroppedMail;
import org.packetboat.connectors.system.MonotonicClock;
import org.packetboat.engine.time.Elapsed;
import org.packetboat.schedules.watch.FileWatchThread;

/** The drop folder of this machine's programs, looked into from the start on. */
final class LocalDrop {
    private LocalDrop() {}

    /** @throws IOException if the system gives no watch service */
    static DropWatch start(Core core, DropSettings drop, Parts parts) throws IOException {
        Configuration configuration = core.configuration();
        DropFolder folder = new DropFolder(drop.folder());
        DroppedMail mail = new DroppedMail(core.node().intake(), configuration.identity().server().name(),
                drop.domain().name(), configuration.delivery().hopLimit(),
                configuration.smtp().main().bounds().recipients());
        Elapsed elapsed = new MonotonicClock();
        DropReader reader = new DropReader(folder, mail, core.clock(), elapsed);
        DropWatch watch = new DropWatch(drop.folder(), folder, reader::look, elapsed);
        watch.prepare();
        parts.add(FileWatchThread.start("drop-watch", watch::look, List.of(drop.folder())));
        return watch;
    }
}
