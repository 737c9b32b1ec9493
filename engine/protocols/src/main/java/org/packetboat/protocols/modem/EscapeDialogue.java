package org.packetboat.protocols.modem;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Makes a modem hang up that doesn't watch DTR: silence, {@code +++}, silence, {@code ATH}. Gives up on a modem that
 * doesn't react; the port is closed then all the same.
 */
public final class EscapeDialogue implements Prelude {
    private enum Phase {
        BEFORE, ESCAPED, HANGING_UP
    }

    private final ModemSettings settings;
    private final ResultReader reader = new ResultReader();
    private Phase phase = Phase.BEFORE;
    private Instant until = Instant.MAX;

    public EscapeDialogue(ModemSettings settings) {
        this.settings = settings;
    }

    private Step say(Phase next, String words, Instant patience) {
        phase = next;
        until = patience;
        return new Step.Wait(words.getBytes(StandardCharsets.US_ASCII), until);
    }

    private static Step over() {
        return new Step.Through(NOTHING, NOTHING, OptionalLong.empty());
    }

    @Override
    public Step begin(Instant now) {
        return say(Phase.BEFORE, "", now.plus(settings.guard()));
    }

    /** The far side's last bytes may still come in; only after ATH does an OK tell something. */
    @Override
    public Step heard(byte[] bytes, Instant now) {
        reader.add(bytes);
        for (var result = reader.next(); result.isPresent(); result = reader.next()) {
            if (result.get() instanceof ModemResult.NoCarrier) return over();
            if (phase == Phase.HANGING_UP && result.get() instanceof ModemResult.Ok) return over();
        }
        return new Step.Wait(NOTHING, until);
    }

    @Override
    public Step rang(Instant now) {
        if (now.isBefore(until)) return new Step.Wait(NOTHING, until);
        return switch (phase) {
            case BEFORE -> say(Phase.ESCAPED, "+++", now.plus(settings.guard()).plusMillis(300));
            case ESCAPED -> say(Phase.HANGING_UP, "ATH\r", now.plus(settings.commandTimeout()));
            case HANGING_UP -> over();
        };
    }
}
