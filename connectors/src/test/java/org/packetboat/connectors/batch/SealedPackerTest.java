package org.packetboat.connectors.batch;

import java.security.SecureRandom;
import java.util.Optional;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.Terms;

/** The same bundles, encrypted. */
class SealedPackerTest extends FilePackerTest {
    @Override
    Terms terms() {
        return new Terms(true, Optional.of(new Seal("a secret of both servers", new SecureRandom())));
    }
}
