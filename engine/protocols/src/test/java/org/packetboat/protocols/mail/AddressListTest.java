package org.packetboat.protocols.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of addresses with the whole syntax of RFC 5322. */
class AddressListTest {
    private static List<String> read(String text) {
        return AddressList.read(text).mailboxes().stream()
                .map(m -> (m.name().isEmpty() ? "" : m.name() + ": ") + m.address("here.example")).toList();
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("a@b.example", List.of("a@b.example")),
                Arguments.of("a@b.example, c@d.example", List.of("a@b.example", "c@d.example")),
                Arguments.of("Anna <a@b.example>", List.of("Anna: a@b.example")),
                Arguments.of("\"Doe, John\" <a@b.example>, J. Q. Public <j@b.example>",
                        List.of("Doe, John: a@b.example", "J. Q. Public: j@b.example")),
                Arguments.of("a@b.example (Anna (of (the) Office\\)))", List.of("a@b.example")),
                Arguments.of("(x) a (y) @ (z) b.example (w)", List.of("a@b.example")),
                Arguments.of("Team: a@b.example, Bob <b@b.example>;, c@d.example",
                        List.of("a@b.example", "Bob: b@b.example", "c@d.example")),
                Arguments.of("undisclosed-recipients:;", List.of()),
                Arguments.of("<@x.example,@y.example:a@b.example>", List.of("a@b.example")),
                Arguments.of("Anna <@x.example:a@b.example>", List.of("Anna: a@b.example")),
                Arguments.of("\"a, b\"@c.example", List.of("\"a, b\"@c.example")),
                Arguments.of("\"john\"@c.example", List.of("john@c.example")),
                Arguments.of("john.\"q r\".doe@c.example", List.of("\"john.q r.doe\"@c.example")),
                Arguments.of("\"a\\\"b\"@c.example", List.of("\"a\\\"b\"@c.example")),
                Arguments.of("john . doe@c . example", List.of("john.doe@c.example")),
                Arguments.of("a@[192.0.2.1], b@[IPv6:::1]", List.of("a@[192.0.2.1]", "b@[ipv6:::1]")),
                Arguments.of(",, a@b.example ,\r\n\t, c@d.example,", List.of("a@b.example", "c@d.example")),
                Arguments.of("root", List.of("root@here.example")),
                Arguments.of("root (Cron Daemon), \"post master\"", List.of("root@here.example",
                        "\"post master\"@here.example")),
                Arguments.of("Cron Daemon <root>", List.of("Cron Daemon: root@here.example")),
                Arguments.of("a@b.example <a@b.example>", List.of("a@b.example: a@b.example")),
                Arguments.of("Anna <a@b.example", List.of("Anna: a@b.example")),
                Arguments.of("try..this.@b.example", List.of("\"try..this.\"@b.example")),
                Arguments.of("=?utf-8?q?J=C3=BCrgen?= <j@b.example>", List.of("=?utf-8?q?J=C3=BCrgen?=: j@b.example")),
                Arguments.of("o'brien@b.example, a+b=c@d.example", List.of("o'brien@b.example", "a+b=c@d.example")),
                Arguments.of("", List.of()), Arguments.of(" (nobody) ", List.of()));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void namesThem(String text, List<String> all) {
        assertEquals(all, read(text));
        assertEquals(List.of(), AddressList.read(text).faults());
    }

    static Stream<Arguments> faults() {
        return Stream.of(Arguments.of("two names, a@b.example", "two names"), Arguments.of("a@, a@b.example", "a@"),
                Arguments.of("@x.example, a@b.example", "@x.example"), Arguments.of("<>, a@b.example", "<>"),
                Arguments.of("Anna <a@b.example x>, a@b.example", "Anna <a@b.example x>"),
                Arguments.of("a\"b\"@x.example, a@b.example", "a\"b\"@x.example"),
                Arguments.of("a@b.example c@d.example, a@b.example", "a@b.example c@d.example"),
                Arguments.of("a@x.example\r\nRCPT TO:<b@x.example>, a@b.example",
                        "a@x.example\r\nRCPT TO:<b@x.example>"),
                Arguments.of(">, a@b.example", ">"), Arguments.of("x <a, b>, a@b.example", "x <a, b>"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsNoneIsNamedAndPassedOver(String text, String fault) {
        assertEquals(List.of(fault), AddressList.read(text).faults());
        assertEquals(List.of("a@b.example"), read(text));
    }

    @Test
    void aBareNameEndsWhereItsDomainIsMissing() {
        String text = "x@y.example, \"A B\" <root> , www (of the web)";
        List<NamedMailbox> all = AddressList.read(text).mailboxes();
        assertEquals("x@y.example, \"A B\" <root", text.substring(0, all.get(1).end()));
        assertTrue(text.substring(0, all.get(2).end()).endsWith("www"));
    }

    @Test
    void endsWhateverItReads() {
        String alphabet = "a.\"\\()<>[]:;@, \r\n";
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--)
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            AddressList.read(text.toString());
        }
    }

    @Test
    void aCommentBelongsToWhatCanNotBeRead() {
        AddressList list = AddressList.read("two words (x, y), b@x.example, two words (x, c@x.example");
        assertEquals(List.of("two words (x, y)", "two words (x, c@x.example"), list.faults());
        assertEquals(1, list.mailboxes().size());
    }

    /** A list of a megabyte. */
    @ParameterizedTest
    @ValueSource(strings = {"a b(,", "x@[,", "a b\"\"(,", "\"", "<", "a b(\\", "a b[,", "x<@y,"})
    void whatIsNotClosedIsReadOnce(String piece) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> AddressList.read(piece.repeat(200_000)));
        assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> AddressList.read(piece.repeat(100_000) + ")".repeat(100_000) + "]>\""));
    }
}
