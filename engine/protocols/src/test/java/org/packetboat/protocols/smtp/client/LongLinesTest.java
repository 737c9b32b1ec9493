package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.smtp.text.FittedText;
import org.packetboat.protocols.smtp.text.TextFacts;
import org.packetboat.protocols.smtp.text.TextTaken;

/** Lines that are longer than a server has to take. */
class LongLinesTest {
    private final List<TextTaken> asked = new ArrayList<>();

    /** Sends a mail with two lines of that length. @param has what the server has, in its answer to EHLO */
    private Talk send(int length, String has) {
        Transfer mail = Mails.mail(1, "Subject: hi\r\n\r\n" + ("x".repeat(length) + "\r\n").repeat(2), "b@far.example");
        ClientService service = new ClientService((body, taken, answer) -> {
            asked.add(taken);
            answer.accept(Optional.of(new FittedText(body, TextFacts.PLAIN)));
        }, new PeerMemory(), (_, _) -> {});
        ClientProfile profile = new ClientProfile("hub.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(1000, 500, 4), false, Optional.empty(), Optional.empty(), service);
        return Talk.open(profile, "250-peer.example\n250-8BITMIME\n250 " + has, mail);
    }

    /** It knows what it had before by its bytes, and a signature would be broken. */
    @ParameterizedTest
    @ValueSource(ints = {999, 65_536})
    void goToAPacketboatAsTheyAre(int length) {
        assertTrue(send(length, Repeat.KEYWORD).said().contains("MAIL FROM:"));
        assertTrue(asked.stream().allMatch(taken -> taken.line() == 65_536), asked::toString);
    }

    /** It would refuse them. */
    @Test
    void areMadeShorterForAPacketboatWhereTheyAreVeryLong() {
        assertFalse(new TextFacts(false, false, 65_537).fit(new TextTaken(true, 65_536)));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 100_000})
    void areMadeShorterForOthers(int length) {
        assertTrue(send(length, "DSN").said().contains("MAIL FROM:"));
        assertEquals(List.of(new TextTaken(true, 998)), asked);
    }
}
