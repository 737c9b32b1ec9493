package org.packetboat.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
    @ParameterizedTest
    @ValueSource(strings = {"anna@example.com", "<>", "2026-11-28T12:00:00Z", "J\u00fcrgen@\u4f8b\u3048.jp",
            "\uD83D\uDEA2"})
    void whatCannotBeMisreadStandsAsItIs(String text) {
        assertEquals(text, Quoted.value(text));
    }

    @Test
    void whatCouldPassForAnotherKeyIsQuoted() {
        assertEquals("\"a event=accepted\"", Quoted.value("a event=accepted"));
        assertEquals("\"event=accepted\"", Quoted.value("event=accepted"));
        assertEquals("\"say \\\"hi\\\" \\\\\"", Quoted.value("say \"hi\" \\"));
        assertEquals("\"\"", Quoted.value(""));
    }

    @Test
    void whatStartsLinesMovesTheCursorOrTurnsTextIsEscaped() {
        assertEquals("a\\r\\nb\\tc\\u0000", Quoted.printable("a\r\nb\tc\u0000"));
        assertEquals("\\u001B[2J\\u009B2J\\u0085\\u007F", Quoted.printable("\u001B[2J\u009B2J\u0085\u007F"));
        assertEquals("\\u2028\\u2029", Quoted.printable("\u2028\u2029"));
        assertEquals("\\u202Egpj.exe\\u2066\\u200F\\u061C\\uFEFF",
                Quoted.printable("\u202Egpj.exe\u2066\u200F\u061C\uFEFF"));
        assertEquals("\\uD83D", Quoted.printable("\uD83D"));
        assertEquals("\\uDEA2\uD83D\uDEA2", Quoted.printable("\uDEA2\uD83D\uDEA2"));
    }

    @Test
    void quotationMarksOfPlainTextStay() {
        assertEquals("say \"hi\" \\", Quoted.printable("say \"hi\" \\"));
        assertEquals("say \\\"hi\\\"", Quoted.inner("say \"hi\""));
    }

    @Test
    void linesBecomeOneLine() {
        assertEquals("no disk: try later", Quoted.oneLine("no disk: \r\n \ttry later\n"));
        assertEquals("a  b", Quoted.oneLine("a  b"));
        assertEquals("a b c", Quoted.oneLine("a\u2028b\u0085c"));
        assertEquals("Nul character not allowed: \\u0000", Quoted.oneLine("Nul character not allowed: \u0000"));
    }

    @Test
    void longLineIsShortenedBetweenTwoCharacters() {
        assertEquals("x".repeat(500) + "...", Quoted.oneLine("x".repeat(501)));
        assertEquals("x".repeat(499) + "...", Quoted.oneLine("x".repeat(499) + "\uD83D\uDEA2"));
    }
}
