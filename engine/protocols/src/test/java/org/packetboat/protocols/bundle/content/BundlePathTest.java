package org.packetboat.protocols.bundle.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.bundle.codec.DamagedException;

/** Odd paths in a bundle. */
class BundlePathTest {
    private static Entry read(byte[] content) throws IOException {
        try (ContentInput in = new ContentInput(new ByteArrayInputStream(content))) {
            return new ContentReader(in, BundleLimits.USUAL).read().entries().getFirst();
        }
    }

    private static Entry read(String from, String to) throws IOException {
        return read(("EHLO hub.example\r\nMAIL FROM:" + from + " XID=000001.0\r\nRCPT TO:" + to
                + "\r\nBDAT 0 LAST\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#good")
    void isTaken(String path, String mailbox) throws IOException {
        Entry entry = read(path, path);
        assertEquals(Optional.of(Address.parse(mailbox)), entry.command().submission(List.of(), "", "").sender());
        assertEquals(List.of(Recipient.of(mailbox)), entry.recipients());
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#good")
    void isReadBackAsItWasWritten(String path, String mailbox) throws IOException {
        byte[] content = ContentWriter.write("hub.example", List.of(Mails.mail(1, "hi\r\n", mailbox)), true);
        assertEquals(List.of(Recipient.of(mailbox)), read(content).recipients(), path);
    }

    @ParameterizedTest
    @MethodSource("org.packetboat.protocols.mail.OddPaths#bad")
    void isDamage(String path) {
        assertThrows(DamagedException.class, () -> read(path, "<a@x.example>"));
        assertThrows(DamagedException.class, () -> read("<>", path));
    }
}
