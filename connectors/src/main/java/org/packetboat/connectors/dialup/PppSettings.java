package org.packetboat.connectors.dialup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How {@code pppd} is run.
 *
 * @param program      where it is
 * @param peer         a file in {@code /etc/ppp/peers} whose options it takes first
 * @param options      options for it, each with its arguments, separated by single spaces
 * @param user         the name we give where the far side asks who we are
 * @param passwordFile holds the password for it
 * @param upTimeout    how long PPP may take until there is an address
 * @param modemTimeout it takes the line down when nothing has gone over it for so long
 * @param folder       where secrets lie while it reads them; only we can read it
 */
public record PppSettings(Path program, Optional<String> peer, List<String> options, Optional<String> user,
        Optional<Path> passwordFile, Duration upTimeout, Duration modemTimeout, Path folder) {
    public PppSettings {
        options = List.copyOf(options);
    }
}
