package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

class SmtpServerSettingsTest {
    private static final SmtpServerSettings PLAIN = SmtpServerSettings
            .plain(new InetSocketAddress("127.0.0.1", 0), new Domain("mx.example.com"), List.of());

    private static void refuses(String message, Executable making) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    @Test
    void readsAddressesToListenOn() {
        assertEquals(new InetSocketAddress("127.0.0.1", 2525), SmtpServerSettings.listenAddress("127.0.0.1:2525"));
        assertEquals(new InetSocketAddress("::1", 25), SmtpServerSettings.listenAddress("[::1]:25"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2525", ":2525", "localhost:2525", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
            "127.0.0.1:65536"})
    void refusesWhatIsNoAddressToListenOn(String text) {
        refuses("not an address to listen on: \"" + text + "\"; expected address:port like 127.0.0.1:2525 or "
                + "[::1]:2525", () -> SmtpServerSettings.listenAddress(text));
    }

    @Test
    void refusesAccountsWithoutTls() {
        refuses("smtp accounts users need tls: passwords are only taken over an encrypted connection",
                () -> PLAIN.withAccounts(Path.of("users")));
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        Duration day = Duration.ofDays(1);
        refuses("smtp limit \"connections\" is 0; expected at least 1",
                () -> new SmtpLimits(0, 1, 100, 50, 998, 20, day, day));
        refuses("smtp limit \"recipients\" is 99; expected at least 100",
                () -> new SmtpLimits(1, 1, 99, 50, 998, 20, day, day));
        refuses("smtp limit \"hops\" is 0; expected at least 1", () -> new SmtpLimits(1, 1, 100, 0, 998, 20, day, day));
        refuses("smtp limit \"text line\" is 997; expected at least 998",
                () -> new SmtpLimits(1, 1, 100, 50, 997, 20, day, day));
        refuses("smtp limit \"errors\" is 0; expected at least 1",
                () -> new SmtpLimits(1, 1, 100, 50, 998, 0, day, day));
        refuses("smtp limit \"idle\" is PT0S; expected more than zero",
                () -> new SmtpLimits(1, 1, 100, 50, 998, 20, Duration.ZERO, day));
    }
}
