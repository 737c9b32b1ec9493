package org.packetboat.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionWordsTest {
    @Test
    void wordsStandBetweenWhiteSpace() {
        assertEquals(List.of("mtu", "576"), OptionWords.of("  mtu \t 576 "));
        assertEquals(List.of(), OptionWords.of("  "));
    }

    @Test
    void quotesKeepAWordTogether() {
        assertEquals(List.of("ipparam", "my office"), OptionWords.of("ipparam \"my office\""));
        assertEquals(List.of("ipparam", "it's"), OptionWords.of("ipparam \"it's\""));
        assertEquals(List.of("ipparam", "a \"b\" c"), OptionWords.of("ipparam 'a \"b\" c'"));
        assertEquals(List.of("ipparam", ""), OptionWords.of("ipparam ''"));
        assertEquals(List.of("remotename=my office"), OptionWords.of("remotename='my office'"));
    }

    @Test
    void backslashTakesTheNextCharacterAsItStands() {
        assertEquals(List.of("a b", "c\\", "\""), OptionWords.of("a\\ b c\\\\ \\\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipparam \"my office", "ipparam 'x", "mtu 576\\"})
    void whatIsNotClosedIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> OptionWords.of(text));
    }
}
