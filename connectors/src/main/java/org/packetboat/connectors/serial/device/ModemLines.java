package org.packetboat.connectors.serial.device;

/** The lines of a port besides those that carry bytes: DTR, by which we speak to a modem, and DCD, by which it does. */
public interface ModemLines {
    /** Whether DTR can be raised, and was: a pseudo-terminal and some cables have no lines, and all read as down. */
    boolean raiseDtr();

    /** The modem is to hang up. */
    void lowerDtr();

    /** Whether DCD is up: the modem hears another. */
    boolean hearsCarrier();
}
