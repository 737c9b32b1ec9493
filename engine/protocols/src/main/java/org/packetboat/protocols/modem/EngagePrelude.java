package org.packetboat.protocols.modem;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.packetboat.engine.mail.Reply;

/** Says nothing: takes the port for the caller who is there, lest a call of ours takes it meanwhile. */
public record EngagePrelude(BooleanSupplier engage) implements Prelude {
    @Override
    public Step begin(Instant now) {
        if (engage.getAsBoolean()) return new Step.Through(NOTHING, NOTHING, OptionalLong.empty());
        return new Step.Failed(new Reply(450, "4.4.1", "the port was taken meanwhile"), false);
    }

    @Override
    public Step heard(byte[] bytes, Instant now) {
        return begin(now);
    }

    @Override
    public Step rang(Instant now) {
        return begin(now);
    }
}
