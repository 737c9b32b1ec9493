package org.packetboat.app.compose.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.connectors.seal.PublicKeys;

/** The public keys of servers that something is pushed to: in a folder, a file {@code SITE.key} for each. */
record BranchKeys(Path folder) {
    static final String KEY = ".key";

    /** @throws IllegalArgumentException if there is none */
    PublicKeys of(String site) throws IOException {
        return ifKnown(site).orElseThrow(() -> new IllegalArgumentException("there is no file "
                + folder.resolve(site + KEY)
                + " with the public key of the branch, as \"packetboat fleet-key\" prints it "
                + "there"));
    }

    /** Empty if there is none. */
    Optional<PublicKeys> ifKnown(String site) throws IOException {
        if (!PushBook.isName(site)) return Optional.empty();
        Path file = folder.resolve(site + KEY);
        return Files.isReadable(file) ? Optional.of(PublicKeys.parse(Files.readString(file))) : Optional.empty();
    }
}
