package org.packetboat.camel.fetched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.camel.text.MailHead;
import org.packetboat.camel.text.MailText;
import org.packetboat.engine.mail.Address;

/** What providers write, and for whom the mail is then. */
class EnvelopeFieldsTest {
    private static final String USUAL = "Delivered-To,X-Original-To,Envelope-To,Received";
    private static final String LIST = "To: list@lists.example.org\nCc: carl@our.example\n";

    private static MailHead head(String fields) {
        MailText text = new MailText((_, _, _) -> {}, Long.MAX_VALUE, 100, "");
        try {
            text.write((fields + "\nHello.\n").getBytes(StandardCharsets.UTF_8));
            text.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.head();
    }

    private static List<String> found(EnvelopeFields fields, String head) {
        return fields.recipients(head(head)).stream().map(Address::toString).toList();
    }

    static Stream<Arguments> providers() {
        return Stream.of(
                Arguments.of("Postfix", "Delivered-To: anna@our.example\nX-Original-To: anna@our.example\n" + LIST,
                        List.of("anna@our.example")),
                Arguments.of("the mailbox itself is nobody", "Delivered-To: box17@provider.example\n"
                        + "X-Original-To: anna@our.example\n" + LIST, List.of("anna@our.example")),
                Arguments.of("Exim, two at a time", "Envelope-To: anna@our.example,\n bob@our.example\n" + LIST,
                        List.of("anna@our.example", "bob@our.example")),
                Arguments.of("a name without a domain is nobody", "Delivered-To: box17\nEnvelope-To: bob@our.example\n"
                        + LIST, List.of("bob@our.example")),
                Arguments.of("only the topmost is the provider's own", "Delivered-To: anna@our.example\n"
                        + "Received: by x\nDelivered-To: eve@our.example\n" + LIST, List.of("anna@our.example")),
                Arguments.of("what the sender wrote below does not count", "Delivered-To: box17@provider.example\n"
                        + "Delivered-To: eve@our.example\n" + LIST, List.of()),
                Arguments.of("a trace line", "Received: from mx (mx for <x@our.example>) by box.provider.example\n"
                        + "\twith LMTP id 17\n\tfor <anna@our.example>; Fri, 20 Nov 2026 08:00:00 +0000\n" + LIST,
                        List.of("anna@our.example")),
                Arguments.of("an inner hop says nothing of it", "Received: by box with LMTP; Fri, 20 Nov 2026\n"
                        + "Received: from a by mx for anna@our.example; Fri, 20 Nov 2026\n"
                        + "Received: from b by a for <eve@our.example>; Fri, 20 Nov 2026\n" + LIST,
                        List.of("anna@our.example")),
                Arguments.of("rubbish names nobody", "Delivered-To: <<>>@,,;\n" + LIST, List.of()),
                Arguments.of("To and Cc are not asked", LIST, List.of()),
                Arguments.of("whatever the case", "DELIVERED-TO: Anna@OUR.example\n" + LIST,
                        List.of("Anna@our.example")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void isForWhomTheProviderSays(String provider, String head, List<String> expected) {
        assertEquals(expected, found(new EnvelopeFields(USUAL, "our.example, *.our.example", ""), head), provider);
    }

    @Test
    void toAndCcCountWhereTheyAreNamed() {
        assertEquals(List.of("carl@our.example"), found(new EnvelopeFields("Delivered-To,To,Cc", "our.example", ""),
                LIST));
        assertEquals(List.of("a@our.example", "b@our.example"), found(new EnvelopeFields("To", "our.example", ""),
                "To: Group: a@our.example, x@else.example;\nTo: b@our.example\n"));
    }

    @Test
    void aFieldIsTakenAtItsPlaceFromTheTop() {
        String head = "Delivered-To: box17@our.example\nDelivered-To: anna@our.example\nDelivered-To: e@our.example\n";
        assertEquals(List.of("anna@our.example"), found(new EnvelopeFields("Delivered-To/2", "", ""), head));
        assertEquals(List.of(), found(new EnvelopeFields("Delivered-To/4", "", ""), head));
    }

    @Test
    void whatTheProviderWritesBeforeANameIsTakenOff() {
        EnvelopeFields fields = new EnvelopeFields("Delivered-To", "our.example", "mbox-17-");
        assertEquals(List.of("anna@our.example"), found(fields, "Delivered-To: MBOX-17-anna@our.example\n"));
        assertEquals(List.of("bob@our.example"), found(fields, "Delivered-To: bob@our.example\n"));
        assertEquals(List.of("mbox-17-@our.example"), found(fields, "Delivered-To: mbox-17-@our.example\n"));
    }

    @Test
    void mistakesAreSaid() {
        assertEquals(
                "envelopeFields: found \"Delivered To\"; expected the name of a header field, or a name and /2, /3 "
                        + "and so on",
                assertThrows(IllegalArgumentException.class, () -> new EnvelopeFields("Delivered To", "", ""))
                        .getMessage());
        assertEquals("envelopeDomains: found \"our example\"; expected a domain, or \"*.\" and a domain",
                assertThrows(IllegalArgumentException.class, () -> new EnvelopeFields("To", "our example", ""))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new EnvelopeFields(" , ", "", ""));
    }
}
