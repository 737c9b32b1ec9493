package org.packetboat.app.pickup;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.connectors.smtp.client.Fetches;
import org.packetboat.connectors.smtp.server.SmtpServer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.protocols.smtp.client.Fetch;

/**
 * Mail that is fetched from far sides, as the configuration says, and taken in by our own SMTP server.
 *
 * @param bySite how, by the name of the site
 * @param server that server
 */
public record FetchedMail(Map<String, Fetch> bySite, SmtpServer server) implements Fetches {
    @Override
    public Optional<Fetch> of(String site) {
        return Optional.ofNullable(bySite.get(site));
    }

    @Override
    public Consumer<LinkSession.Event> serve(Line line, InetAddress peer) {
        return server.serve(line, peer);
    }
}
