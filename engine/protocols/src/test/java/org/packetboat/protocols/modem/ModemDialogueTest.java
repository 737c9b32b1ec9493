package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.protocols.modem.Prelude.Step;

/** Each outcome and its rule, in time of our own. */
class ModemDialogueTest {
    private Instant now = Instant.parse("2026-11-20T03:00:00Z");
    private final ModemDialogue dialogue = new ModemDialogue(ModemSettings.hayes(), "13035550100");

    private Step hear(String text) {
        return dialogue.heard(text.getBytes(StandardCharsets.ISO_8859_1), now);
    }

    private static String said(Step step) {
        return new String(assertInstanceOf(Step.Wait.class, step).say(), StandardCharsets.US_ASCII);
    }

    private Step ring(Step step) {
        now = assertInstanceOf(Step.Wait.class, step).until();
        return dialogue.rang(now);
    }

    private Step dialled() {
        assertEquals("ATZ\r", said(dialogue.begin(now)));
        assertEquals("AT&C1&D2\r", said(hear("ATZ\r\r\nOK\r\n")));
        assertEquals("ATE0Q0\r", said(hear("OK\r\n")));
        return hear("OK\r");
    }

    @Test
    void preparesTheModemAndDials() {
        assertEquals("ATDT13035550100\r", said(dialled()));
    }

    @Test
    void setsRegistersAfterTheInitStringsAndPutsThePrefixBeforeTheNumber() {
        ModemSettings base = ModemSettings.hayes();
        ModemSettings settings = new ModemSettings(List.of("ATZ", "AT&C1&D2"), Map.of(10, 20, 7, 60), "ATDP{number}",
                "9,", 0, base.redialPause(), base.connectTimeout(), base.commandTimeout(), base.guard(), 1);
        ModemDialogue own = new ModemDialogue(settings, "100");
        byte[] ok = "\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals("ATZ\r", said(own.begin(now)));
        assertEquals("AT&C1&D2\r", said(own.heard(ok, now)));
        assertEquals("ATE0Q0S7=60S10=20\r", said(own.heard(ok, now)));
        assertEquals("ATDP9,100\r", said(own.heard(ok, now)));
    }

    @ParameterizedTest
    @CsvSource({"CONNECT 2400,240", "CONNECT 9600/ARQ,1200", "CONNECT 14400/V42BIS,1800", "CONNECT 1200,120",
            "connect 300,30", "10,240", "5,120"})
    void hearsTheSpeedOfTheLine(String result, long rate) {
        dialled();
        Step.Through through = assertInstanceOf(Step.Through.class, hear("\r\n" + result + "\r\nShere"));
        assertEquals(OptionalLong.of(rate), through.rate());
        assertArrayEquals("\nShere".getBytes(StandardCharsets.US_ASCII), through.rest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "1"})
    void takesThePortsRateWhenNobodyTellsOne(String result) {
        dialled();
        assertEquals(OptionalLong.empty(), assertInstanceOf(Step.Through.class, hear(result + "\r")).rate());
    }

    @ParameterizedTest
    @CsvSource({"BUSY,60,3,busy,false", "7,60,3,busy,false", "NO CARRIER,60,2,no carrier,false",
            "3,60,2,no carrier,false", "NO ANSWER,0,1,no answer,false", "8,0,1,no answer,false",
            "NO DIALTONE,0,1,no dial tone,true", "NO DIAL TONE,0,1,no dial tone,true", "6,0,1,no dial tone,true",
            "ERROR,0,1,the modem refuses ATDT13035550100,true", "4,0,1,the modem refuses ATDT13035550100,true",
            "RING,30,3,somebody is calling in,false", "2,30,3,somebody is calling in,false",
            "RING 1,30,3,somebody is calling in,false", "+CRING: REL ASYNC,30,3,somebody is calling in,false",
            "NO LINE,0,1,no dial tone,true", "LINE IN USE,0,1,no dial tone,true",
            "VCON,0,2,the modem is in voice mode (VCON): check init,true",
            "DELAYED 00:00:30,31,3,the modem does not dial this number for another 30 s (DELAYED),false",
            "DELAYED 00:10:00,0,1,the modem does not dial this number for another 600 s (DELAYED),false",
            "DELAYED 05:00,0,1,the modem does not dial this number for another 300 s (DELAYED),false",
            "DELAYED,0,1,the modem does not dial this number for another 180 s (DELAYED),false",
            "+CME ERROR: 10,0,1,the modem refuses ATDT13035550100: +CME ERROR: 10 (no SIM card),true",
            "+CME ERROR: SIM busy,0,1,the modem refuses ATDT13035550100: +CME ERROR: SIM busy,true",
            "+CMS ERROR: 500,0,1,the modem refuses ATDT13035550100: +CMS ERROR: 500,true"})
    void dialsAgainAsOftenAsItsRuleSays(String result, long pause, int attempts, String reply, boolean fault) {
        Step step = dialled();
        for (int i = 1; i < attempts; i++) {
            Instant before = now;
            Step waiting = hear(result + "\r\n");
            assertEquals("ATZ\r", said(ring(waiting)));
            assertEquals(Duration.ofSeconds(pause), Duration.between(before, now));
            hear("OK\r");
            hear("OK\r");
            step = hear("0\r");
            assertEquals("ATDT13035550100\r", said(step));
        }
        Step.Failed failed = assertInstanceOf(Step.Failed.class, hear(result + "\r\n"));
        assertEquals(reply, failed.reply().text());
        assertFalse(failed.reply().isPermanent());
        assertEquals(fault, failed.fault());
    }

    @ParameterizedTest
    @CsvSource({"VOICE,a person has answered,0", "FAX,a fax machine has answered,0",
            "+FCO,a fax machine has answered,0",
            "CONNECT FAX,a fax machine has answered,0", "BLACKLISTED,the modem no longer dials this number,3600",
            "BLACKLIST FULL,the modem no longer dials this number,3600"})
    void isNotDialledAgainWhereSomebodyHasToLookFirst(String result, String reply, long barred) {
        dialled();
        Step.Failed failed = assertInstanceOf(Step.Failed.class, hear(result + "\r\n"));
        assertTrue(failed.reply().text().startsWith(reply), failed.reply().text());
        assertTrue(failed.reply().isPermanent());
        assertFalse(failed.fault());
        assertEquals(Duration.ofSeconds(barred), failed.bars());
    }

    @Test
    void delayThatIsNonsenseIsADayAtMost() {
        dialled();
        assertEquals(Duration.ofDays(1),
                assertInstanceOf(Step.Failed.class, hear("DELAYED 99:99:99\r\n")).bars());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RINGING", "CARRIER 2400", "PROTOCOL: LAP-M", "DIALING", "DATA"})
    void remarksOnTheWayChangeNothing(String remark) {
        dialled();
        assertEquals("", said(hear(remark + "\r\n")));
        assertInstanceOf(Step.Through.class, hear("CONNECT 2400\r\n"));
    }

    @Test
    void tellsWhyAMobileModemRefusesItsInit() {
        dialogue.begin(now);
        hear("+CME ERROR: 11\r\n");
        assertEquals("the modem refuses AT&F: +CME ERROR: 11 (the SIM card wants its PIN)",
                assertInstanceOf(Step.Failed.class, hear("+CME ERROR: 11\r\n")).reply().text());
    }

    private Step rescue(Step silence) {
        Instant before = now;
        assertEquals("", said(silence));
        assertEquals("+++\r", said(ring(silence)) + "\r");
        assertEquals(Duration.ofMillis(1200), Duration.between(before, now));
        return ring(listen());
    }

    private Step listen() {
        return hear("");
    }

    @Test
    void takesASilentModemOutOfACallAndGivesItMoreTime() {
        assertEquals("\rATH\r", said(rescue(ring(dialogue.begin(now)))));
        assertEquals("", said(hear("\r\nOK\r\n")));
        Step again = ring(listen());
        assertEquals("ATZ\r", said(again));
        Instant before = now;
        Step.Failed failed = assertInstanceOf(Step.Failed.class, ring(again));
        assertEquals(Duration.ofSeconds(12), Duration.between(before, now));
        assertEquals("the modem does not answer ATZ", failed.reply().text());
        assertTrue(failed.fault());
    }

    @Test
    void modemThatWasInACallIsPrepared() {
        rescue(ring(dialogue.begin(now)));
        hear("\r\nNO CARRIER\r\n");
        assertEquals("ATZ\r", said(ring(listen())));
        assertEquals("AT&C1&D2\r", said(hear("OK\r\n")));
    }

    @Test
    void slowOkCounts() {
        ring(dialogue.begin(now));
        now = now.plusMillis(900);
        assertEquals("AT&C1&D2\r", said(hear("\r\nOK\r\n")));
    }

    @Test
    void okThatIsStillUnderWayIsNotTakenForTheNextOne() {
        rescue(ring(dialogue.begin(now)));
        hear("\r\nOK\r\n");
        assertEquals("", said(hear("\r\nOK\r\n")));
        assertEquals("ATZ\r", said(ring(listen())));
        assertEquals("", said(listen()));
    }

    @Test
    void modemThatKnowsNoProfilesIsSetToItsFactorySettings() {
        dialogue.begin(now);
        assertEquals("AT&F\r", said(hear("\r\nERROR\r\n")));
        assertEquals("AT&C1&D2\r", said(hear("\r\nOK\r\n")));
    }

    @Test
    void modemThatDoesNotKnowTheLinesCommandIsUsedAllTheSame() {
        dialogue.begin(now);
        hear("OK\r\n");
        assertEquals("ATE0Q0\r", said(hear("\r\nERROR\r\n")));
    }

    @Test
    void cutsAnAttemptThatNeverEnds() {
        Instant before = now;
        assertEquals("\r", said(ring(dialled())));
        assertEquals(Duration.ofSeconds(90), Duration.between(before, now));
    }

    @Test
    void refusesAnInitStringThatTheModemRefuses() {
        dialogue.begin(now);
        hear("ERROR\r\n");
        assertEquals("the modem refuses AT&F",
                assertInstanceOf(Step.Failed.class, hear("ERROR\r\n")).reply().text());
    }

    @Test
    void readsResultsInWhateverPiecesTheyCome() {
        dialled();
        for (char c : "ATDT13035550100\r\r\nCARRIER 2400\r\n\r\nCONNECT 2400".toCharArray()) {
            assertEquals("", said(hear(String.valueOf(c))));
        }
        assertInstanceOf(Step.Through.class, hear("\r"));
    }

    @Test
    void outlivesNoiseWithoutEnd() {
        dialled();
        assertEquals("", said(hear("x".repeat(1_000_000))));
        assertInstanceOf(Step.Through.class, hear("\r\nCONNECT\r"));
    }

    @Test
    void dialsNoCommands() {
        assertThrows(IllegalArgumentException.class, () -> new ModemDialogue(ModemSettings.hayes(), "1\rATZ"));
        assertThrows(IllegalArgumentException.class, () -> new ModemDialogue(ModemSettings.hayes(), "1&F"));
    }
}
