package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.stage.StageCommand;

/** A site is late or urgent by mail that may go, not by what an operator holds, or nobody has asked for. */
class HeldAnewTest {
    private static final Domain EAST = new Domain("east.example");
    private static final Target TARGET = new Target.OfDomain(EAST);
    private static final Instant SOON = Rig.START.plus(Duration.ofHours(1));
    private static final Instant LATER = Rig.START.plus(Duration.ofHours(12));

    private Rig rig;

    @BeforeEach
    void oneUrgentMailAndOneThatIsNot() {
        rig = new Rig(policy(with(route("east", "east.example"), SimRoutes.NEVER)));
    }

    private Submission urgent(Optional<BigSendName> bigSend) {
        return Rig.submission("s@x", "a@east.example").with(new SubmissionOptions(new Priority(Priority.HIGHEST),
                Optional.empty(), Optional.of(new DeliverBy(SOON, DeliverBy.Mode.NOTIFY, false)), bigSend,
                Optional.empty()));
    }

    /** Whether the domain is urgent, and when the first of its mail has to be there, once somebody has looked. */
    private List<Object> needs() {
        rig.pass(Duration.ofSeconds(5));
        DomainQueue domain = rig.queue.domain(EAST);
        return List.of(domain.isUrgent(), domain.by());
    }

    @Test
    void aDomainThatIsHeldIsNotUrgentUntilItIsReleased() {
        rig.accept(urgent(Optional.empty()), new byte[10]);
        rig.send("s@x", "b@east.example");
        assertEquals(List.of(true, SOON), needs());
        rig.say(answer -> rig.node.operator().hold(TARGET, answer));
        assertEquals(List.of(false, Instant.MAX), needs());
        rig.say(answer -> rig.node.operator().release(TARGET, answer));
        assertEquals(List.of(true, SOON), needs());
    }

    @Test
    void soItIsWhereAllMailIsHeld() {
        rig.accept(urgent(Optional.empty()), new byte[10]);
        rig.say(answer -> rig.node.operator().hold(new Target.All(), answer));
        assertEquals(List.of(false, Instant.MAX), needs());
        rig.crash();
        assertEquals(List.of(false, Instant.MAX), needs());
        rig.say(answer -> rig.node.operator().release(new Target.All(), answer));
        assertEquals(List.of(true, SOON), needs());
    }

    /** Nobody can be reached for the first stage, and that is one site too many. */
    @Test
    void aBigSendThatStopsByItselfMakesNobodyUrgent() {
        rig = new Rig(policy(with(route("east", "east.example"), SimRoutes.NEVER),
                with(route("west", "west.example"), SimRoutes.NEVER)));
        SubmissionOptions staged = new SubmissionOptions(new Priority(Priority.HIGHEST), Optional.empty(),
                Optional.empty(), Optional.of(new BigSendName("spring")), Optional.empty(),
                Optional.of(Stages.parse("2,100%; stop-on=1")));
        rig.accept(Rig.submission("s@x", "a@east.example", "a@west.example").with(staged), new byte[10]);
        rig.send("s@x", "b@east.example");
        assertEquals(true, needs().getFirst());
        rig.say(answer -> rig.node.operator().expire(new Target.OfDomain(new Domain("west.example")), answer));
        assertEquals(false, needs().getFirst());
    }

    @Test
    void aBigSendThatIsPausedMakesNobodyUrgent() {
        BigSendName name = new BigSendName("spring");
        rig.accept(urgent(Optional.of(name)), new byte[10]);
        rig.send("s@x", "b@east.example");
        assertEquals(List.of(true, SOON), needs());
        rig.say(answer -> rig.node.operator().steer("spring", StageCommand.PAUSE, answer));
        assertEquals(List.of(false, LATER), needs());
        rig.say(answer -> rig.node.operator().steer("spring", StageCommand.RESUME, answer));
        assertEquals(List.of(true, SOON), needs());
    }

    @Test
    void noMoreDoesMailThatNobodyHasAskedFor() {
        Route east = with(route("east", "east.example"), Window.ALWAYS);
        rig.replace(policy(east.on(east.terms().with(new LargeMail.Offered(1000)))));
        rig.accept(urgent(Optional.empty()), new byte[1001]);
        rig.pass(Duration.ofSeconds(1));
        Envelope offer = rig.line.last().take();
        assertEquals("offer", offer.message().origin());
        rig.line.last().deliver(offer);
        rig.line.last().end(new Ending.Finished());
        assertEquals(List.of(false, Instant.MAX), needs());
        rig.replace(policy(with(route("east", "east.example"), SimRoutes.NEVER)));
        assertEquals(List.of(true, SOON), needs(), "it goes by itself now");
    }
}
