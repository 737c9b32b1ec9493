package org.packetboat.connectors.serial.device;

import java.io.IOException;

/** Opens serial ports. */
public interface PortOpener {
    /** Those of this machine. */
    PortOpener OF_THIS_MACHINE = SerialDevice::open;

    /**
     * Opens a port and raises DTR.
     *
     * @param shared whether another program may open it meanwhile
     * @throws IOException if there is no such port, or it is in use, or may not be opened
     */
    SerialDevice open(PortSettings settings, boolean shared) throws IOException;
}
