package org.packetboat.app.compose;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

/**
 * An intake that is out of service while the node behind it is stuck: what it took then would lie here, and its sender
 * would believe it on its way.
 */
record WatchedIntake(Intake intake, Supplier<Duration> sinceStep) implements Intake {
    private static final Reply STUCK = new Reply(421, "4.3.2", "Server is stuck; try again later");

    @Override
    public Optional<Reply> outOfService() {
        return ProcessVitals.isStale(sinceStep.get()) ? Optional.of(STUCK) : intake.outOfService();
    }

    @Override
    public Optional<Reply> refusal(Address recipient) {
        return intake.refusal(recipient);
    }

    @Override
    public Optional<Reply> refusal(AnnouncedMail mail, Address recipient) {
        return intake.refusal(mail, recipient);
    }

    @Override
    public Optional<Reply> refusal(AnnouncedMail mail) {
        return intake.refusal(mail);
    }

    @Override
    public List<RuleCount> ruled() {
        return intake.ruled();
    }

    @Override
    public boolean awaitsAnswer(Address recipient) {
        return intake.awaitsAnswer(recipient);
    }

    @Override
    public Optional<Reply> delay(Address recipient) {
        return intake.delay(recipient);
    }

    @Override
    public Incoming begin(Instant now) {
        return intake.begin(now);
    }

    @Override
    public String place() {
        return intake.place();
    }

    @Override
    public long largestMessage() {
        return intake.largestMessage();
    }
}
