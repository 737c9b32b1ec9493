package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTextTest {
    @Test
    void readsSharesLimitAndPause() {
        Stages stages = Stages.parse(" 5%, 50% ,100% ; Stop-On = 3; pause=90m");
        assertEquals(3, stages.stopOn());
        assertEquals(Duration.ofMinutes(90), stages.pause());
        assertEquals(List.of(2, 16, 31), stages.ends(31));
        assertEquals(stages, Stages.parse(stages.toString()));
        assertEquals(Stages.Replaces.WAITING, Stages.parse("100%; supersedes").replaces());
        assertEquals(Stages.parse("100%; resend"), Stages.parse(Stages.parse("100%; Resend").toString()));
        assertEquals("100%; supersedes", Stages.parse("100%;supersedes").toString());
    }

    @Test
    void aStageHasAtLeastOneSiteOfItsOwnOrIsNone() {
        assertEquals(List.of(1, 2), Stages.parse("5%,50%,100%").ends(2));
        assertEquals(List.of(1), Stages.parse("5%,50%,100%").ends(1));
        assertEquals(List.of(3, 4), Stages.parse("3,50%,100%").ends(4));
        assertEquals(List.of(2), Stages.parse("7,100%").ends(2));
        assertEquals(List.of(500, 10_000), Stages.parse("5%,100%").ends(10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5%", "50%,5%,100%", "0,100%", "5%,5%,100%", "100%,100%", "a,100%", "5%,100%;x=1",
            "5%,100%; stop-on=0", "5%,100%; pause=2 weeks", "5%,,100%", "150%,100%", "5%,100%; stop-on"})
    void whatIsNoStagesIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Stages.parse(text), text);
    }
}
