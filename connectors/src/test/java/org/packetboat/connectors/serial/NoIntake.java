package org.packetboat.connectors.serial;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

/** Nobody brings mail here. */
record NoIntake() implements Intake {
    @Override
    public Optional<Reply> refusal(Address recipient) {
        return Optional.empty();
    }

    @Override
    public Incoming begin(Instant now) {
        throw new UnsupportedOperationException("no mail is expected");
    }

    @Override
    public long largestMessage() {
        return 0;
    }
}
