package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** When the words of a modem count. */
class CarrierTextTest {
    private final CarrierText text = new CarrierText();

    private boolean hears(String words) {
        return text.isLast(words.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void theLastWordsCountInWhateverPiecesTheyCome() {
        assertFalse(hears("mail\r\nNO CA"));
        assertTrue(hears("RRIER\r\n"));
    }

    @Test
    void theyCountThoughTheNextCallerRings() {
        assertTrue(hears("mail\r\nNO CARRIER\r\n"));
        assertTrue(hears("\r\nRING\r\n"));
        assertTrue(hears("\r\nRING\r\n"));
    }

    @Test
    void mailThatHoldsThemGoesOn() {
        assertTrue(hears("he heard\r\nNO CARRIER\r\n"));
        assertFalse(hears("and hung up"));
    }
}
