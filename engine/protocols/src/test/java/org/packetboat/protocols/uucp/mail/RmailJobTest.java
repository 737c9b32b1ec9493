package org.packetboat.protocols.uucp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.Mails;

/** What a stock peer is told to run. */
class RmailJobTest {
    private static final RmailTerms OLD = new RmailTerms("hub", "hub.example", false);
    private static final RmailTerms TAYLOR = new RmailTerms("hub", "hub.example", true);
    private static final String ODD = "o'brien@b.example";

    private static RmailJob.Prepared prepared(RmailTerms terms, String... to) {
        return RmailJob.of(Mails.mail(1, "x\r\n".getBytes(), to), terms);
    }

    @Test
    void plainNamesGoWithoutQuotes() {
        RmailJob job = prepared(TAYLOR, "joe@b.example", "a!b@b.example").job().orElseThrow();
        assertEquals("rmail joe@b.example a!b@b.example", job.command());
        assertFalse(job.isQuoted());
        assertFalse(job.order("hub").contains("\nQ\n"));
    }

    @Test
    void whereQuotesAreUnderstoodAllNamesGo() {
        RmailJob job = prepared(TAYLOR, "joe@b.example", ODD, "\"joe smith\"@b.example", "\"a\\\\b\"@b.example",
                "$(reboot)&@b.example".replaceAll("[()]", "")).job().orElseThrow();
        assertTrue(job.isQuoted());
        assertTrue(job.order("hub").contains("\nE\nQ\nC rmail joe@b.example o'brien@b.example \"joe\\040smith\"@b"));
        assertEquals(job.recipients().stream().map(r -> r.address().toString()).collect(Collectors.toList()),
                CommandWords.of(CommandWords.unquoted(job.command())).subList(1, 6));
    }

    /** Some have a shell run what they are told. */
    @ParameterizedTest
    @ValueSource(strings = {ODD, "a&b@b.example", "`id`@b.example", "$HOME@b.example", "a|b@b.example",
            "\"joe smith\"@b.example", "\"a;b\"@b.example", "-f@b.example", "?*@b.example"})
    void whereTheyAreNotNothingGoesThatAShellWouldNotice(String address) {
        RmailJob.Prepared prepared = prepared(OLD, address, "joe@b.example");
        assertEquals("rmail joe@b.example", prepared.job().orElseThrow().command());
        assertInstanceOf(Outcome.Refused.class, prepared.refused().get(Recipient.of(address)));
    }

    @Test
    void nothingBecomesAnOption() {
        assertTrue(prepared(TAYLOR, "-f@b.example").job().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmail joe@b.example  \"joe smith\"@b.example\t'x'",
            "rmail \"unclosed joe@b.example", "\"\"", "a\"b c\"d \"e\\\"f g\""})
    void wordsAreDividedAtSpacesOutsideOfQuotes(String command) {
        List<String> words = CommandWords.of(command);
        assertEquals(command.replaceAll("\\s+", " "), String.join(" ", words));
        assertEquals(switch (command.charAt(0)) {
            case 'r' -> command.contains("unclosed") ? 3 : 4;
            case '"' -> 1;
            default -> 2;
        }, words.size(), words.toString());
    }
}
