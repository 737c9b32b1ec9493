package org.packetboat.protocols.modem;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.link.Ending;

/**
 * Dials a number on a Hayes modem, again where {@link RedialRule} says so. Whatever the modem does or leaves out, it
 * ends: connected, or with the last attempt's outcome. Results in words and in numbers are understood, echo may be on
 * or off. See the table in {@code docs/modems.md}.
 */
public final class ModemDialogue implements Prelude {
    private enum Phase {
        PREPARING, DIALLING, PAUSING
    }

    private final ModemSettings settings;
    private final String number;
    private final RedialTurn turn;
    private ResultReader reader = new ResultReader();
    private ModemSetup preparation;
    private Phase phase = Phase.PREPARING;
    private String command = "";
    private Instant until = Instant.MAX;
    private int attempts;

    /** @throws IllegalArgumentException if the number can't be dialled */
    public ModemDialogue(ModemSettings settings, String number) {
        this(settings, number, RedialTurn.ALONE);
    }

    /**
     * Dials in turn with a far side that may be dialling us at the same time.
     *
     * @param turn when it is dialled again
     * @throws IllegalArgumentException if the number can't be dialled
     */
    public ModemDialogue(ModemSettings settings, String number, RedialTurn turn) {
        this.turn = turn;
        if (!ModemSettings.isDiallable(number)) throw new IllegalArgumentException("not a number: " + number);
        this.settings = settings;
        this.number = number;
        this.preparation = new ModemSetup(settings, settings.preparation());
    }

    @Override
    public Step begin(Instant now) {
        attempts++;
        phase = Phase.PREPARING;
        reader = new ResultReader();
        preparation = new ModemSetup(settings, settings.preparation());
        return follow(preparation.begin(now), now);
    }

    private Step follow(ModemSetup.Step step, Instant now) {
        return switch (step) {
            case ModemSetup.Step.Ready() -> dial(now);
            case ModemSetup.Step.Failed(DialOutcome outcome) -> failed(outcome, now);
            case ModemSetup.Step.Wait(byte[] say, Instant patience) -> {
                until = patience;
                yield new Step.Wait(say, until);
            }
        };
    }

    private Step dial(Instant now) {
        phase = Phase.DIALLING;
        until = now.plus(settings.connectTimeout());
        command = settings.dialling(number);
        return new Step.Wait((command + "\r").getBytes(StandardCharsets.US_ASCII), until);
    }

    @Override
    public Step heard(byte[] bytes, Instant now) {
        reader.add(bytes);
        for (var result = reader.next(); result.isPresent(); result = reader.next()) {
            Optional<Step> step = phase == Phase.PREPARING ? prepared(result.get(), now) : dialled(result.get(), now);
            if (step.isPresent()) return step.get();
        }
        return listen();
    }

    private Step listen() {
        return new Step.Wait(NOTHING, until);
    }

    /** Between commands a caller may be reported. */
    private Optional<Step> prepared(ModemResult result, Instant now) {
        if (result instanceof ModemResult.Ring) return Optional.of(failed(new DialOutcome.Ringing(), now));
        Step step = follow(preparation.told(result, now), now);
        return step instanceof Step.Wait(byte[] say, Instant _) && say.length == 0
                ? Optional.empty()
                : Optional.of(step);
    }

    /** An OK at this point is late, from a command before. */
    private Optional<Step> dialled(ModemResult result, Instant now) {
        if (phase == Phase.PAUSING) return result instanceof ModemResult.Ring ? called() : Optional.empty();
        return switch (result) {
            case ModemResult.Ok() -> Optional.empty();
            case ModemResult.Connect(int speed, boolean corrected) -> Optional.of(new Step.Through(NOTHING,
                    reader.rest(), new DialOutcome.Connected(speed, corrected).rate()));
            case ModemResult.NoCarrier() -> Optional.of(failed(new DialOutcome.NoCarrier(), now));
            case ModemResult.Ended(DialOutcome outcome) -> Optional.of(failed(outcome, now));
            case ModemResult.Error(String words) -> Optional
                    .of(failed(new DialOutcome.Rejected(command, words), now));
            case ModemResult.Ring() -> Optional.of(failed(new DialOutcome.Ringing(), now));
        };
    }

    /** Whoever calls in a pause is answered: the port is left to who awaits him. */
    private Optional<Step> called() {
        Step left = new Step.Failed(new DialOutcome.Ringing().reply(), false);
        return Optional.of(left).filter(_ -> turn.answers());
    }

    private Step failed(DialOutcome outcome, Instant now) {
        if (outcome instanceof DialOutcome.Ringing && turn.answers()) return called().orElseThrow();
        RedialRule rule = RedialRule.after(outcome, settings);
        boolean asked = phase == Phase.PREPARING && outcome instanceof DialOutcome.Silent;
        if (asked || attempts > rule.again())
            return new Step.Failed(new Ending.Unreached(outcome.reply(), givesWay(outcome)), rule.fault(),
                    outcome.bars());
        phase = Phase.PAUSING;
        until = now.plus(outcome instanceof DialOutcome.Busy ? turn.pause(rule.pause()) : rule.pause());
        return new Step.Wait(abort(outcome), until);
    }

    /** A number may be busy because it is dialling us. */
    private boolean givesWay(DialOutcome outcome) {
        return outcome instanceof DialOutcome.Busy && turn.answers() && !turn.first();
    }

    /** A character ends an attempt to dial that goes on. */
    private static byte[] abort(DialOutcome outcome) {
        return outcome instanceof DialOutcome.Silent || outcome instanceof DialOutcome.Ringing
                ? "\r".getBytes(StandardCharsets.US_ASCII)
                : NOTHING;
    }

    @Override
    public Step rang(Instant now) {
        if (now.isBefore(until)) return listen();
        return switch (phase) {
            case PREPARING -> follow(preparation.rang(now), now);
            case DIALLING -> failed(new DialOutcome.Silent(command), now);
            case PAUSING -> begin(now);
        };
    }
}
