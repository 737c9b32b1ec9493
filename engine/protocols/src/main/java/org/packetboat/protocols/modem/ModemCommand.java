package org.packetboat.protocols.modem;

import java.util.Optional;

/**
 * A command that readies a modem.
 *
 * @param text      what is sent
 * @param otherwise sent instead if the modem refuses it
 * @param needed    whether a modem that refuses all of it can't be used
 */
record ModemCommand(String text, Optional<String> otherwise, boolean needed) {
    private static final String RESET = "ATZ";
    private static final String FACTORY = "AT&F";

    /** One of the commands of {@link ModemSettings#init}: some modems have no profile of their own to go back to. */
    static ModemCommand init(String text) {
        Optional<String> otherwise = text.equalsIgnoreCase(RESET) ? Optional.of(FACTORY) : Optional.empty();
        return new ModemCommand(text, otherwise, !text.equals(ModemSettings.HANG_UP_BY_DTR));
    }

    static ModemCommand needed(String text) {
        return new ModemCommand(text, Optional.empty(), true);
    }

    /** After a refusal. */
    Optional<ModemCommand> instead() {
        return otherwise.map(text -> new ModemCommand(text, Optional.empty(), needed));
    }
}
