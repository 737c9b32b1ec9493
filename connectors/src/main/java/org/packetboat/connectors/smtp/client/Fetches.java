package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.protocols.smtp.client.Fetch;

/** Whose mail for us is fetched in a session with them, and who takes it in. */
public interface Fetches {
    /** Nobody's. */
    Fetches NONE = new Fetches() {
        @Override
        public Optional<Fetch> of(String site) {
            return Optional.empty();
        }

        @Override
        public Consumer<LinkSession.Event> serve(Line line, InetAddress peer) {
            throw new IllegalStateException("nothing is fetched");
        }
    };

    /** How this site's mail for us is fetched, if at all. */
    Optional<Fetch> of(String site);

    /** Speaks as server on a connection of ours that was turned round. @return where what happens on it goes */
    Consumer<LinkSession.Event> serve(Line line, InetAddress peer);
}
