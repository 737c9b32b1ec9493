package org.packetboat.protocols.uucp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;

/** Who sent a mail, as peers write it before the message. */
class FromLineTest {
    private static final RmailTerms HUB = new RmailTerms("hub", "hub.example", false, Optional.empty());

    private static FromLine read(String lines, String requestor) {
        return FromLine.read(new BytesBody((lines + "\nSubject: x\n\nx\n").getBytes(StandardCharsets.ISO_8859_1)),
                "denver", requestor);
    }

    private static String text(Optional<Address> sender) {
        return sender.map(Address::toString).orElse("<>");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`',
            value = {
                    "From joe@a.example Fri Nov 20 11:12:04 2026 remote from shop, joe@a.example",
                    "From <joe@a.example> Fri Nov 20 11:12:04 2026, joe@a.example",
                    "From joe Fri Nov 20 11:12:04 2026 remote from shop, joe@shop",
                    "From \"joe smith\"@a.example Fri Nov 20 11:12:04 2026 remote from shop, \"joe smith\"@a.example",
                    "From o'brien@a.example Fri Nov 20 11:12:04 2026, o'brien@a.example",
                    "From MAILER-DAEMON Fri Nov 20 11:12:04 2026, <>", "From <> Fri Nov 20 11:12:04 2026, <>",
                    "From <mailer-daemon> Fri Nov 20 11:12:04 2026, <>",
                    "From joe@@ Fri Nov 20 11:12:04 2026, root@denver", "From: joe@a.example, root@denver",
                    "From <not an address>, root@denver"})
    void senderIsWhoItNamesOrWhoHadItSent(String line, String sender) {
        assertEquals(sender, text(read(line, "root").sender()));
    }

    @Test
    void withoutARequestorNobodyIsKnown() {
        assertEquals("<>", text(read("Subject: y", "").sender()));
    }

    @Test
    void senderThatNoLineCanNameGetsANameOfOurs() {
        Address sender = Address.parse("\"joe smith\"@a.example");
        String line = new String(FromLine.of(Optional.of(sender), Instant.EPOCH, HUB), StandardCharsets.US_ASCII);
        String alias = "qp==22joe=20smith=22=40a=2Eexample@hub.example";
        assertEquals("From " + alias + " Thu Jan 1 00:00:00 1970 remote from hub\n", line);
        assertEquals(sender, SenderAlias.meant(Address.parse(alias), "hub.example"));
    }

    @ParameterizedTest
    @CsvSource({"joe@a.example", "qp=@hub.example", "qp==22joe=20smith=22=40a=2Eexample@other.example",
            "qp=joe=40a=2Eexample@hub.example", "qp=2@hub.example", "qp=22joe=22@hub.example"})
    void othersMeanThemselves(String address) {
        assertEquals(address, SenderAlias.meant(Address.parse(address), "hub.example").toString());
    }

    @Test
    void ofManyQuotesNoneTakesLong() {
        assertEquals("root@denver", text(read("From " + "\"\"".repeat(2000), "root").sender()));
    }
}
