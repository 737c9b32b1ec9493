package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void addsUpWhatIsHandedOverTogether() {
        Pacer pacer = new Pacer(240);
        pacer.sent(120, 0);
        pacer.sent(120, 0);
        assertEquals(SECOND, pacer.untilFree(0));
        assertEquals(SECOND / 2 - SECOND / 20, pacer.untilNearlyFree(SECOND / 2));
        assertEquals(0, pacer.untilFree(2 * SECOND));
    }

    @Test
    void doesNotSaveUpSilence() {
        Pacer pacer = new Pacer(240);
        pacer.sent(240, 0);
        pacer.sent(240, 100 * SECOND);
        assertEquals(SECOND, pacer.untilFree(100 * SECOND));
    }

    @Test
    void whatHasNotLeftGoesAtTheNewRateToo() {
        Pacer pacer = new Pacer(240);
        pacer.sent(240, 0);
        pacer.changeRate(120, SECOND / 2);
        assertEquals(SECOND, pacer.untilFree(SECOND / 2));
        pacer.changeRate(Pacer.UNLIMITED, SECOND);
        assertEquals(0, pacer.untilFree(SECOND));
        pacer.sent(1_000_000, SECOND);
        assertEquals(0, pacer.untilFree(SECOND));
    }

    @Test
    void followsTheSpeedTheModemsAgreedOn() {
        Pacer pacer = new Pacer(3840);
        pacer.setRate(240);
        assertEquals(12, pacer.piece());
        pacer.sent(240, 0);
        assertEquals(SECOND, pacer.untilFree(0));
    }
}
