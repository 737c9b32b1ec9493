package org.packetboat.connectors.maildir;

import java.nio.file.Path;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Transport;

/**
 * The way to local users: a Maildir for each, below the route's folder. Each session has a virtual thread of its own.
 *
 * @param host      this server's name, for the file names
 * @param mustExist whether only users with a folder get mail (550 5.1.1 otherwise); if not, a folder is made for
 *                  anybody mail comes for
 */
public record MaildirLink(String host, boolean mustExist) implements Link {
    /** Makes a folder for anybody mail comes for. */
    public MaildirLink(String host) {
        this(host, false);
    }

    /** @throws IllegalArgumentException if the route does not lead to Maildirs */
    @Override
    public Session open(Call call, Supply supply) {
        if (!(call.route().transport() instanceof Transport.Maildir(String folder))) {
            throw new IllegalArgumentException(call.site() + " is no Maildir");
        }
        MaildirSession session = new MaildirSession(new Delivery(Path.of(folder), host, mustExist), supply);
        Thread.ofVirtual().name("maildir " + call.site()).start(session::run);
        return session;
    }
}
