package org.packetboat.protocols.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.0/8, 127.255.0.1, true", "127.0.0.0/8, 128.0.0.1, false", "192.0.2.0/25, 192.0.2.127, true",
            "192.0.2.0/25, 192.0.2.128, false", "192.0.2.7, 192.0.2.7, true", "192.0.2.7, 192.0.2.6, false",
            "0.0.0.0/0, 8.8.8.8, true", "0.0.0.0/0, ::1, false", "::1, ::1, true", "2001:db8::/33, 2001:db8::7, true",
            "2001:db8::/33, 2001:db8:8000::7, false", "10.0.0.0/8, ::ffff:10.1.2.3, true"})
    void containsWhatSharesItsPrefix(String network, String address, boolean expected) {
        assertEquals(expected, Network.parse(network).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub.example.com", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/33", "10.0.0.0/-1", "::/129",
            "10.0.0.1/8", "10.0.0.0/8/8"})
    void refusesWhatIsNone(String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Network.parse(text)).getMessage()
                .startsWith("not a network: \"" + text + "\"; expected "));
    }

    @Test
    void readsWhatItWrites() {
        assertEquals("10.0.0.0/8", Network.parse("10.0.0.0/8").toString());
        assertEquals("192.0.2.7/32", Network.parse("192.0.2.7").toString());
    }
}
