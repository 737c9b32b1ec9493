package org.packetboat.connectors.smtp.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.packetboat.connectors.files.PasswordFile;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/**
 * What a session logs in with, as its route says.
 *
 * @param random nobody can guess what it gives
 */
record RouteLogin(Optional<PeerLogin> login, RandomGenerator random) {
    /** @throws IOException if the password can't be read */
    Optional<SaslLogin> read() throws IOException {
        if (login.isEmpty()) return Optional.empty();
        PeerLogin how = login.get();
        String secret = new PasswordFile(Path.of(how.file())).read();
        return Optional.of(new SaslLogin(how.name(), secret, how.token(), how.inClear(), true, random));
    }
}
