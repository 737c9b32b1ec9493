package org.packetboat.protocols.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the line down for certain, and ends whatever the modem does: after half a minute or so. Lowers DTR
 * where the port has it, and looks at DCD: a modem that was told to ignore DTR (&amp;D0) still hears the other. Then,
 * and where the port has no such lines, it is asked by silence, {@code +++}, silence, {@code ATH}; if it does not
 * answer, once more with twice the silence. An answer to {@code ATH} is proof even with DCD up, which some modems
 * always hold up (&amp;C0). A machine without I/O and clock, used once.
 *
 * <pre>
 *   phase      | begins with            | the call is down if     | else, when its time is over
 *   -----------+------------------------+-------------------------+------------------------------
 *   LOWERED    | DTR down               | DCD is down after 0.6 s | QUIET after 5 s
 *   ASKED      | ATH                    | any result but CONNECT  | QUIET: it had just connected
 *   QUIET      | DTR up, nothing        |                         | ESCAPED; at NO CARRIER
 *              |                        |                         | HANGING_UP at once
 *   ESCAPED    | +++                    |                         | HANGING_UP
 *   HANGING_UP | ATH                    | OK, NO CARRIER          | QUIET once, then given up
 * </pre>
 */
public final class HangUp {
    private enum Phase {
        LOWERED, ASKED, QUIET, ESCAPED, HANGING_UP
    }

    /** What is to be done. */
    public sealed interface Step {
        /** DTR is to be so; say this, which may be nothing, and go on at that time, or when something is heard. */
        record Wait(boolean dtr, byte[] say, Instant until) implements Step {}

        /** @param trouble what the operator has to know; empty if the line is down */
        record Over(Optional<String> trouble) implements Step {}
    }

    /** How long DTR stays down for a modem to see it. */
    private static final Duration DTR_DOWN = Duration.ofMillis(600);
    /** Modems say goodbye to each other before they let go. */
    private static final Duration LETTING_GO = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration MARGIN = Duration.ofMillis(300);
    private static final int ROUNDS = 2;
    /** A modem that was not in a call has taken +++ for the beginning of a command. */
    private static final String ATH = "\rATH\r";

    private final ModemSettings settings;
    private final boolean hasLines;
    private final boolean connected;
    private final int rounds;
    private final ResultReader reader = new ResultReader();
    private Phase phase = Phase.LOWERED;
    private Instant until = Instant.MAX;
    private Instant began = Instant.MIN;
    private int round;

    /**
     * @param hasLines  whether the port has DTR and DCD
     * @param connected whether the modem may be in a call; if not, it is only told to end an attempt
     */
    public HangUp(ModemSettings settings, boolean hasLines, boolean connected) {
        this(settings, hasLines, connected, connected ? ROUNDS : 1);
    }

    private HangUp(ModemSettings settings, boolean hasLines, boolean connected, int rounds) {
        this.settings = settings;
        this.hasLines = hasLines;
        this.connected = connected;
        this.rounds = rounds;
    }

    /** For a modem that does not answer commands: it may still be in a call from before. */
    static HangUp ofSilentModem(ModemSettings settings) {
        return new HangUp(settings, false, true, 1);
    }

    /** The line is to go down. */
    public Step begin(Instant now) {
        began = now;
        if (hasLines) return say(Phase.LOWERED, "", now.plus(DTR_DOWN));
        return connected ? quiet(now) : say(Phase.ASKED, ATH, now.plus(settings.commandTimeout()));
    }

    private Step say(Phase next, String words, Instant patience) {
        phase = next;
        until = patience;
        return new Step.Wait(next != Phase.LOWERED, words.getBytes(StandardCharsets.US_ASCII), until);
    }

    private Step listen() {
        return say(phase, "", until);
    }

    private static Step over() {
        return new Step.Over(Optional.empty());
    }

    private Step quiet(Instant now) {
        round++;
        return say(Phase.QUIET, "", now.plus(guard()));
    }

    private Duration guard() {
        return settings.guard().multipliedBy(round);
    }

    /** Whether nothing was said yet that the modem could have taken for an escape. */
    boolean isQuiet() {
        return phase == Phase.QUIET;
    }

    /** Bytes came in. */
    public Step heard(byte[] bytes, Instant now) {
        reader.add(bytes);
        Step step = listen();
        for (var result = reader.next(); result.isPresent() && step instanceof Step.Wait; result = reader.next())
            step = told(result.get(), now);
        return step;
    }

    /**
     * The far side's last bytes may still come in, and mail may hold any words; only what follows ATH is proof.
     */
    Step told(ModemResult result, Instant now) {
        return switch (result) {
            case ModemResult.NoCarrier() -> noCarrier(now);
            case ModemResult.Ok() -> phase == Phase.ASKED || phase == Phase.HANGING_UP ? over() : listen();
            case ModemResult.Connect _ -> phase == Phase.ASKED ? quiet(now) : listen();
            case ModemResult.Ended _, ModemResult.Error _ -> phase == Phase.ASKED ? over() : listen();
            case ModemResult.Ring _ -> listen();
        };
    }

    private Step noCarrier(Instant now) {
        return switch (phase) {
            case LOWERED -> listen();
            case QUIET, ESCAPED -> say(Phase.HANGING_UP, ATH, now.plus(settings.commandTimeout()));
            case ASKED, HANGING_UP -> over();
        };
    }

    /** The time has come that {@link Step.Wait} named. @param carrier whether DCD is up; false where there is none */
    public Step rang(boolean carrier, Instant now) {
        if (now.isBefore(until)) return listen();
        return switch (phase) {
            case LOWERED -> lowered(carrier, now);
            case ASKED -> quiet(now);
            case QUIET -> say(Phase.ESCAPED, "+++", now.plus(guard()).plus(MARGIN));
            case ESCAPED -> say(Phase.HANGING_UP, ATH, now.plus(settings.commandTimeout()));
            case HANGING_UP -> unanswered(now);
        };
    }

    private Step lowered(boolean carrier, Instant now) {
        if (!carrier) return over();
        return now.isBefore(began.plus(LETTING_GO))
                ? say(Phase.LOWERED, "", now.plus(LOOK_AGAIN))
                : quiet(now);
    }

    /** Of a modem that never was in a call, the dialogue before has told that it does not answer. */
    private Step unanswered(Instant now) {
        if (round < rounds) return quiet(now);
        return new Step.Over(connected ? Optional.of(trouble()) : Optional.empty());
    }

    private String trouble() {
        return "the modem does not hang up: " + (hasLines ? "DCD stays up though DTR went down, and " : "")
                + "it does not answer ATH after +++; switch it off and on, and set AT&C1&D2 in init";
    }
}
