package org.packetboat.protocols.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Readies a modem: gives it commands, each once the one before is answered. A command that is refused is replaced by
 * its substitute, or done without, or ends the preparation. A modem that does not answer may still be in a call from
 * before, as after a crash of ours: it is taken out of that call ({@link HangUp}). Or it is slow: its answer counts if
 * it comes before we have said anything else, and the repeated command has {@value #SLOW} times as long. A machine
 * without I/O and clock, used once.
 */
final class ModemSetup {
    /** How far it is. */
    sealed interface Step {
        /** Say this, and go on at that time, or when something is heard. */
        record Wait(byte[] say, Instant until) implements Step {}

        record Ready() implements Step {}

        record Failed(DialOutcome outcome) implements Step {}
    }

    private static final byte[] NOTHING = {};
    private static final int SLOW = 3;
    /** After this, no answer is still on its way to what was said before. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private final ModemSettings settings;
    private final Deque<ModemCommand> left;
    private ModemCommand current = ModemCommand.needed("AT");
    private Optional<HangUp> rescue = Optional.empty();
    private boolean rescued;
    private boolean settling;
    private Instant until = Instant.MAX;

    ModemSetup(ModemSettings settings, List<ModemCommand> commands) {
        this.settings = settings;
        this.left = new ArrayDeque<>(commands);
    }

    Step begin(Instant now) {
        return next(now);
    }

    private Step next(Instant now) {
        if (left.isEmpty()) return new Step.Ready();
        current = left.remove();
        return give(now, settings.commandTimeout());
    }

    private Step give(Instant now, Duration patience) {
        until = now.plus(patience);
        return new Step.Wait((current.text() + "\r").getBytes(StandardCharsets.US_ASCII), until);
    }

    private Step listen() {
        return new Step.Wait(NOTHING, until);
    }

    /** The modem has said something. Only OK and errors speak of the command. */
    Step told(ModemResult result, Instant now) {
        if (settling) return listen();
        if (rescue.isPresent() && !(result instanceof ModemResult.Ok && rescue.get().isQuiet()))
            return follow(rescue.get().told(result, now), now);
        rescue = Optional.empty();
        return switch (result) {
            case ModemResult.Ok() -> next(now);
            case ModemResult.Error(String words) -> refused(new DialOutcome.Rejected(current.text(), words), now);
            case ModemResult.Ring _, ModemResult.Connect _, ModemResult.NoCarrier _, ModemResult.Ended _ -> listen();
        };
    }

    private Step refused(DialOutcome outcome, Instant now) {
        Optional<ModemCommand> instead = current.instead();
        if (instead.isEmpty()) return current.needed() ? new Step.Failed(outcome) : next(now);
        current = instead.get();
        return give(now, settings.commandTimeout());
    }

    /** The time has come that {@link Step.Wait} named. */
    Step rang(Instant now) {
        if (now.isBefore(until)) return listen();
        if (settling) return again(now);
        if (rescue.isPresent()) return follow(rescue.get().rang(false, now), now);
        if (rescued) return new Step.Failed(new DialOutcome.Silent(current.text()));
        rescued = true;
        HangUp hangUp = HangUp.ofSilentModem(settings);
        rescue = Optional.of(hangUp);
        return follow(hangUp.begin(now), now);
    }

    private Step follow(HangUp.Step step, Instant now) {
        return switch (step) {
            case HangUp.Step.Wait(boolean _, byte[] say, Instant patience) -> {
                until = patience;
                yield new Step.Wait(say, until);
            }
            case HangUp.Step.Over _ -> settle(now);
        };
    }

    private Step settle(Instant now) {
        rescue = Optional.empty();
        settling = true;
        until = now.plus(SETTLING);
        return listen();
    }

    private Step again(Instant now) {
        settling = false;
        return give(now, settings.commandTimeout().multipliedBy(SLOW));
    }
}
