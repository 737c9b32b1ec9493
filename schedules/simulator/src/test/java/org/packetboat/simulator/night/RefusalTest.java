package org.packetboat.simulator.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.simulator.night.Scenes.EVENING;
import static org.packetboat.simulator.night.Scenes.SMOOTH;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;

/** Nobody in a night refuses mail: its lengths are any, and one that is refused all the same is a bug of ours. */
class RefusalTest {
    private static final Reply NEVER = new Reply(554, "5.6.0", "Message has a CR without LF");
    private static final EnvelopeId ID = new EnvelopeId(new QueueId(1), 0);

    /** 43,213 bytes are 554 lines of 78, and one byte. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 77, 79, 80, 157, 43_213})
    void mailOfAnyLengthArrivesEitherWay(int bytes) {
        Scenario night = Scenes.bringing(1, bytes, Scenes.night(1, 1, bytes, SMOOTH, 0));
        SiteNight site = new Simulator(night).play(1).sites().getFirst();
        assertTrue(site.isMet() && site.brought() == 1 && site.calls() == 1, site::toString);
    }

    @Test
    void mailOfOneByteMoreThanItsLinesArrivesBySmtp() {
        NightOutcome night = new Simulator(Scenes.bySmtp(Scenes.night(2, 1, 79, SMOOTH, 0))).play(1, 1).getFirst();
        assertEquals(List.of(), night.missed());
    }

    @Test
    void siteThatRefusesTheBatchIsSaidToBeABug() {
        Scenario night = Scenes.night(1, 1, 1000, SMOOTH, 0);
        SimulatedLines lines = new SimulatedLines(new SimTime(EVENING), night, Map.of(), new SplittableRandom(1));
        StatusEvent refused = new StatusEvent.Refused(EVENING, ID, Optional.empty(), "s1",
                Address.parse("all@site0.invalid"), NEVER);
        lines.mustHaveRefusedNothing();
        lines.on(refused);
        String said = assertThrows(IllegalStateException.class, lines::mustHaveRefusedNothing).getMessage();
        assertEquals("s1 refused the batch: " + NEVER, said);
    }

    @Test
    void headOfficeThatRefusesWhatASiteBringsIsSaidToBeABug() {
        SiteMail mail = new SiteMail(Address.parse("clerk@site0.invalid"), List.of());
        Map<Recipient, Outcome> refused = Map.of(Recipient.of("office@hub.invalid"), new Outcome.Refused(NEVER));
        String said = assertThrows(IllegalStateException.class, () -> mail.settle(ID, refused)).getMessage();
        assertEquals("the head office refused mail of a site: " + NEVER, said);
    }
}
