package org.packetboat.connectors.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * TCP ports for tests, that nobody else takes between their choice and their use: neither an outgoing connection, since
 * they lie below those that the kernel gives to these, nor the tests of another JVM, since each JVM holds a block of
 * its own as long as it lives, by listening on the block's first port.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int BLOCK = 200;
    private static final ServerSocket HELD = hold();
    private static int used;

    private FreePorts() {}

    /** A port on which nobody listens, and nobody will. */
    public static int one() {
        return row(1);
    }

    /** The first of so many free ports in a row. @param count at least 1, less than 100 */
    public static synchronized int row(int count) {
        for (int tries = 0; tries < BLOCK; tries++) {
            if (used + count >= BLOCK) used = 0;
            int first = HELD.getLocalPort() + 1 + used;
            int free = 0;
            while (free < count && isFree(first + free))
                free++;
            used += Math.max(1, free);
            if (free == count) return first;
        }
        throw new IllegalStateException("no " + count + " free ports from " + HELD.getLocalPort() + " on");
    }

    /** Also for a program that does not ask for an address of which ended connections remain (SO_REUSEADDR). */
    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(false);
            probe.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket hold() {
        for (int port = FIRST; port < LAST; port += BLOCK)
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (java.net.BindException e) {
                continue; // another JVM's
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        throw new IllegalStateException("no free ports between " + FIRST + " and " + LAST);
    }
}
