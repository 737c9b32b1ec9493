package org.packetboat.app.compose;

import java.io.IOException;
import java.util.List;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.DropSettings;
import org.packetboat.connectors.drop.DropFolder;
import org.packetboat.connectors.drop.DropReader;
import org.packetboat.connectors.drop.DroppedMail;
import org.packetboat.schedules.watch.FileWatchThread;

/** The drop folder of this machine's programs, looked into from the start on. */
final class LocalDrop {
    private LocalDrop() {}

    /** @throws IOException if the folder can't be made or watched */
    static FileWatchThread start(Core core, DropSettings drop) throws IOException {
        Configuration configuration = core.configuration();
        DropFolder folder = new DropFolder(drop.folder());
        folder.prepare();
        DroppedMail mail = new DroppedMail(core.node().intake(), configuration.identity().server().name(),
                drop.domain().name(), configuration.delivery().hopLimit(), configuration.smtp().maxRecipients());
        DropReader reader = new DropReader(folder, mail, core.clock());
        return FileWatchThread.start("drop-watch", reader::look, List.of(drop.folder()));
    }
}
