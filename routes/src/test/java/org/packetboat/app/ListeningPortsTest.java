package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A door that others reach is not taken for one that only this machine reaches. */
class ListeningPortsTest {
    @Test
    void saysWhetherOthersReachAPort() throws IOException {
        try (ServerSocket four = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                ServerSocket outside = new ServerSocket(0);
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(0))) {
            Set<String> found = ListeningPorts.of(ProcessHandle.current().pid());
            Set<String> wanted = Set.of("tcp loopback " + four.getLocalPort(),
                    "tcp outside " + outside.getLocalPort(), "udp outside " + datagrams.getLocalPort());
            assertTrue(found.containsAll(wanted), () -> found + " without some of " + wanted);
        }
    }
}
