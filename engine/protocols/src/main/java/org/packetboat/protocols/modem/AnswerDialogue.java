package org.packetboat.protocols.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Waits for a call on a Hayes modem and takes it: by ATA after so many rings, or by the modem itself (S0=1). A call
 * that doesn't get through is forgotten and the next awaited. While nobody calls, the modem is asked now and then
 * whether it is still there; it fails only when modem or port are to blame.
 */
public final class AnswerDialogue implements Prelude {
    private enum Phase {
        PREPARING, WAITING, ANSWERING, ASKING
    }

    private static final Duration ASK_EVERY = Duration.ofMinutes(5);
    /** Between two rings of one call there are no more than six seconds. */
    private static final Duration SAME_CALL = Duration.ofSeconds(8);

    private final ModemSettings settings;
    private final ModemSetup preparation;
    private final ResultReader reader = new ResultReader();
    private Optional<Runnable> ready;
    private Phase phase = Phase.PREPARING;
    private String command = "";
    private Instant until = Instant.MAX;
    private Instant lastRing = Instant.EPOCH;
    /** When it rang last while the modem was prepared. */
    private Instant rang = Instant.EPOCH;
    private int rings;

    /** One of which nobody has to know when callers are awaited. */
    public AnswerDialogue(ModemSettings settings) {
        this(settings, () -> {});
    }

    /** @param ready told once, when callers are awaited */
    public AnswerDialogue(ModemSettings settings, Runnable ready) {
        this.settings = settings;
        this.ready = Optional.of(ready);
        ModemCommand mode = ModemCommand.needed(settings.rings() == 0 ? "ATS0=1" : "ATS0=0");
        this.preparation = new ModemSetup(settings,
                Stream.concat(settings.preparation().stream(), Stream.of(mode)).toList());
    }

    @Override
    public Step begin(Instant now) {
        return follow(preparation.begin(now), now);
    }

    private Step follow(ModemSetup.Step step, Instant now) {
        return switch (step) {
            case ModemSetup.Step.Ready() -> prepared(now);
            case ModemSetup.Step.Failed(DialOutcome outcome) -> new Step.Failed(outcome.reply(), true);
            case ModemSetup.Step.Wait(byte[] say, Instant patience) -> {
                until = patience;
                yield new Step.Wait(say, until);
            }
        };
    }

    private Step await(Instant now) {
        ready.ifPresent(Runnable::run);
        ready = Optional.empty();
        phase = Phase.WAITING;
        until = now.plus(ASK_EVERY);
        return listen();
    }

    /** A modem that rang while it was prepared may not ring again soon. */
    private Step prepared(Instant now) {
        Step waiting = await(now);
        boolean ringing = !rang.equals(Instant.EPOCH) && !rang.plus(SAME_CALL).isBefore(now);
        return ringing ? ring(now) : waiting;
    }

    private Step say(Phase next, String words, Instant patience) {
        phase = next;
        command = words;
        until = patience;
        return new Step.Wait((words + "\r").getBytes(StandardCharsets.US_ASCII), until);
    }

    private Step listen() {
        return new Step.Wait(NOTHING, until);
    }

    @Override
    public Step heard(byte[] bytes, Instant now) {
        reader.add(bytes);
        Step step = listen();
        for (var result = reader.next(); result.isPresent(); result = reader.next()) {
            step = told(result.get(), now);
            if (!(step instanceof Step.Wait(byte[] say, Instant _)) || say.length > 0) return step;
        }
        return step;
    }

    private Step told(ModemResult result, Instant now) {
        if (phase == Phase.PREPARING && result instanceof ModemResult.Ring) rang = now;
        if (phase == Phase.PREPARING && !(result instanceof ModemResult.Connect))
            return follow(preparation.told(result, now), now);
        return switch (result) {
            case ModemResult.Ok() -> answered(now);
            case ModemResult.Ring() -> ring(now);
            case ModemResult.Connect(int speed, boolean corrected) -> new Step.Through(NOTHING, reader.rest(),
                    new DialOutcome.Connected(speed, corrected).rate());
            case ModemResult.Error(String words) -> phase == Phase.ANSWERING
                    ? await(now)
                    : new Step.Failed(new DialOutcome.Rejected(command, words).reply(), true);
            case ModemResult.NoCarrier _ -> missed(now);
            case ModemResult.Ended(DialOutcome outcome) -> noModem(outcome, now);
        };
    }

    /** A modem that hears a fax machine or a voice stays off the hook. */
    private Step noModem(DialOutcome outcome, Instant now) {
        return switch (outcome) {
            case DialOutcome.FaxMachine _, DialOutcome.Person _, DialOutcome.VoiceMode _ ->
                say(Phase.ASKING, "ATH", now.plus(settings.commandTimeout()));
            case DialOutcome.Connected _, DialOutcome.Busy _, DialOutcome.NoCarrier _, DialOutcome.NoDialtone _ ->
                missed(now);
            case DialOutcome.NoAnswer _, DialOutcome.Rejected _, DialOutcome.Blacklisted _, DialOutcome.Delayed _ ->
                missed(now);
            case DialOutcome.Ringing _, DialOutcome.Silent _ -> missed(now);
        };
    }

    /** The caller has gone. */
    private Step missed(Instant now) {
        return phase == Phase.ANSWERING ? await(now) : listen();
    }

    private Step answered(Instant now) {
        return switch (phase) {
            case ASKING -> await(now);
            case PREPARING, WAITING, ANSWERING -> listen();
        };
    }

    private Step ring(Instant now) {
        if (phase == Phase.ANSWERING) return listen();
        rings = lastRing.plus(SAME_CALL).isBefore(now) ? 1 : rings + 1;
        lastRing = now;
        if (settings.rings() > 0 && rings >= settings.rings()) {
            rings = 0;
            return say(Phase.ANSWERING, "ATA", now.plus(settings.connectTimeout()));
        }
        phase = Phase.WAITING;
        until = now.plus(settings.connectTimeout());
        return listen();
    }

    @Override
    public Step rang(Instant now) {
        if (now.isBefore(until)) return listen();
        return switch (phase) {
            case WAITING -> say(Phase.ASKING, "AT", now.plus(settings.commandTimeout()));
            case ANSWERING -> await(now);
            case PREPARING -> follow(preparation.rang(now), now);
            case ASKING -> new Step.Failed(new DialOutcome.Silent(command).reply(), true);
        };
    }
}
