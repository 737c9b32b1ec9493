package org.packetboat.connectors.dialup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What can be seen, before any call, of why pppd would not work here; in words that say what to do. */
final class PppCheck {
    private static final Path PEERS = Path.of("/etc/ppp/peers");
    private static final Path DRIVER = Path.of("/dev/ppp");

    private PppCheck() {
    }

    static Optional<String> trouble(Path program, Optional<String> peer) {
        if (!Files.exists(program)) return Optional.of("there is no " + program + ": install the package ppp");
        if (!Files.isExecutable(program)) {
            return Optional
                    .of(program + " may not be run by this user: make him a member of its group (on Debian dip)");
        }
        Optional<Path> missing = peer.map(PEERS::resolve).filter(file -> !Files.exists(file));
        if (missing.isPresent()) return Optional.of("there is no peers file " + missing.get());
        return Files.exists(DRIVER)
                ? Optional.empty()
                : Optional.of("there is no " + DRIVER + ": load the kernel module ppp_generic (modprobe ppp_async)");
    }
}
