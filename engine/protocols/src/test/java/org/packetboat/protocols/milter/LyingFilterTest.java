package org.packetboat.protocols.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.protocols.smtp.filter.Verdict;

/** Filters that are slow, restarted, wrong or of ill will do no harm to mail. */
class LyingFilterTest extends FilterRig {
    /** Sent on as it is, it would end the text at its dot, and what follows would be commands. */
    @Test
    void linesOfANewBodyEndWithCrLf() {
        filter.answering('E', "bx\n.\nMAIL FROM:<e@example.org>\r", "b.\r\r\nno end", "c");
        assertEquals(TRACE + "From: a@example.org\r\n\r\nx\r\n.\r\nMAIL FROM:<e@example.org>\r\n.\r\n\r\nno end\r\n",
                whole(send(chain(filter), "From: a@example.org\r\n")));
    }

    /** Between two mails of a session a filter may be started anew, or be tired of waiting. */
    @Test
    void filterThatHasHungUpBetweenTwoMailsIsCalledAgain() {
        FilterChain chain = chain(filter);
        send(chain, MAIL);
        filter.closed = true;
        assertEquals(new Verdict.Passed(), send(chain, MAIL).verdict());
        assertEquals(2, filter.opened);
        assertEquals(List.of(), troubles);
        filter.unreachable = true;
        filter.closed = true;
        assertInstanceOf(Verdict.Refused.class, chain.mail(CLIENT, Optional.of(SENDER)));
        assertEquals(List.of("connection refused"), troubles);
    }

    /** The answer to an earlier step would be taken for that to the end. */
    @Test
    void answerTooManyIsTrouble() {
        filter.answering('R', "c", "c").answering('E', "r");
        assertEquals(refused(451, "4.7.1", "A filter is out of order; try again later"),
                send(chain(filter), MAIL).verdict());
        assertEquals(List.of("it has answered more than it was asked"), troubles);
    }

    @Test
    void filterIsToldTheBeginOfALongFieldAndTheMailStaysWhole() {
        String text = "X-Long: " + "x".repeat(70_000) + "\r\n\r\nHello\r\n";
        assertEquals(TRACE + text, whole(send(chain(filter), text)));
        String told = filter.steps().stream().filter(step -> step.startsWith("L")).findFirst().orElseThrow();
        assertEquals(1 + 65_535, told.length());
    }

    @Test
    void changesWithoutEndAreTrouble() {
        filter.answering('E', Collections.nCopies(70_000, "q").toArray(String[]::new));
        assertInstanceOf(Verdict.Refused.class, send(chain(filter), MAIL).verdict());
        assertEquals(List.of("it wants more than 4 MB of changes"), troubles);
    }

    @Test
    void fieldThatWouldEndTheHeaderDoesNot() {
        filter.answering('E', "hX|a\n\nBcc: evil@example.org\n\n body|", "c");
        assertEquals(
                TRACE + "From: a@example.org\r\nSubject:  two\r\n words\r\nX: a\r\n\tBcc: evil@example.org\r\n body"
                        + "\r\n\r\nHello\r\n",
                whole(send(chain(filter), MAIL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hno end|x", "h|empty|", "hto o|x|", "hone|", "hX|y|more|", "i\0\0", "m\0\0\0\1X|",
            "i\uffff\uffff\uffff\uffffX|y|", "+<nobody>|", "-|", "e<@>|", "z", "", "yhello|", "y250 2.0.0 Ok|",
            "y550 5.7.1 a\r\n450 4.7.1 b|", "y|", "s", "ba|b"})
    void whatMakesNoSenseIsTrouble(String packet) {
        byte[] bytes = packet.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        if (packet.isEmpty()) filter.greeting = new byte[]{0, 0, 0, 0};
        else filter.answering('E', packet.replace('\uffff', '\u00ff'), "c");
        assertTrue(bytes.length >= 0);
        FilterChain chain = chain(filter);
        Verdict begun = chain.mail(CLIENT, Optional.of(SENDER));
        Verdict verdict = begun instanceof Verdict.Passed ? chain.text(mail(MAIL, TO)).verdict() : begun;
        assertEquals(refused(451, "4.7.1", "A filter is out of order; try again later"), verdict);
        assertEquals(1, troubles.size(), troubles.toString());
        assertTrue(filter.closed);
    }

    @Test
    void onlyWhatWasAgreedOnMayBeChanged() {
        for (String change : List.of("hX|y|", "i\0\0\0\0X|y|", "m\0\0\0\1X|y|", "bnew", "+<c@example.com>|",
                "2<c@example.com>|", "-<b@example.com>|", "e<c@example.com>|", "qwhy|")) {
            FakeFilter modest = new FakeFilter().answering('E', change, "c");
            modest.actions = 0;
            assertInstanceOf(Verdict.Refused.class, send(chain(modest), MAIL).verdict(), change);
        }
        assertEquals(9, troubles.size());
    }

    /** Steps that a filter is not told show nothing: one that hangs at the end is down until it has judged a mail. */
    @Test
    void onlyWhoIsHeardIsWell() {
        FilterChain chain = chain(filter);
        chain.mail(CLIENT, Optional.of(SENDER));
        chain.rcpt(TO);
        assertEquals(0, answered);
        chain.text(mail(MAIL, TO));
        assertTrue(answered > 0);
    }
}
