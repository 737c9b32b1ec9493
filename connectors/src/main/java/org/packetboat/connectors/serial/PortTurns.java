package org.packetboat.connectors.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The devices of this machine, each with its turn. One device may have several names, by links such as those in
 * {@code /dev/serial/by-id} or by a second node: links of a schedule that name it so share it. May be used from any
 * thread.
 */
public final class PortTurns {
    private final ConcurrentMap<String, PortTurn> turns = new ConcurrentHashMap<>();

    /** The turn at what this path leads to now. */
    PortTurn at(Path device) {
        return turns.computeIfAbsent(identity(device), _ -> new PortTurn());
    }

    /** The number of a device, where it is one and the system tells it; else its path without links. */
    private static String identity(Path device) {
        try {
            Path real = device.toRealPath();
            boolean isDevice = !Files.isRegularFile(real) && !Files.isDirectory(real);
            return isDevice ? "device " + Files.getAttribute(real, "unix:rdev") : real.toString();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notThere) {
            return device.toAbsolutePath().normalize().toString();
        }
    }
}
