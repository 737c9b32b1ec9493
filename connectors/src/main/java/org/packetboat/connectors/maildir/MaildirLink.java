package org.packetboat.connectors.maildir;

import java.nio.file.Path;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Transport;

/**
 * The way to local users: a Maildir for each, below the route's folder. Each session has a virtual thread of its own.
 */
public final class MaildirLink implements Link {
    private final String host;
    private final FolderSyncs syncs = new FolderSyncs();

    /** @param host this server's name, for the file names */
    public MaildirLink(String host) {
        this.host = host;
    }

    /** @throws IllegalArgumentException if the route does not lead to Maildirs */
    @Override
    public Session open(Call call, Supply supply) {
        if (!(call.route().transport() instanceof Transport.Maildir(var folder, boolean mustExist))) {
            throw new IllegalArgumentException(call.site() + " is no Maildir");
        }
        MaildirSession session = new MaildirSession(new Delivery(Path.of(folder), host, mustExist, syncs), supply);
        Thread.ofVirtual().name("maildir " + call.site()).start(session::run);
        return session;
    }
}
