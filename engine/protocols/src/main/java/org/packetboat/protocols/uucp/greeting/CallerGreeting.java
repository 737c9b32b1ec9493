package org.packetboat.protocols.uucp.greeting;

import java.util.Optional;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.mail.Printable;

/**
 * The greeting from the caller's side. A far side that gives another name than the one called is not talked to.
 *
 * <pre>
 *   called: Shere=denver        caller: Shub -R -N07
 *   called: ROKN07   Pig        caller: Ui
 * </pre>
 *
 * One Packetboat adds {@code -Bpb1:bmsz:1:16:n:d:r -H} to {@code Shub -R -N07}, and another answers {@code ROKN07
 * -Bpb1:bmsz:1:16:n:d:r -H}. A side whose clock may be right adds {@code -T1795910255}: {@link TimeOfDay}. A branch
 * adds how it is, for its hub: {@code -Fv=0.2.0,f=48211}.
 */
public final class CallerGreeting implements Greeting {
    private static final String HERE = "Shere";
    private static final String OK = "ROK";

    private final UucpSettings settings;
    private final String expected;
    private Optional<Packer> packer = Optional.empty();
    private Optional<Features> features = Optional.empty();
    private boolean introduced;

    /** @param expected the far side's name */
    public CallerGreeting(UucpSettings settings, String expected) {
        this.settings = settings;
        this.expected = expected;
    }

    @Override
    public Step begin() {
        return new Step.Say();
    }

    @Override
    public Step hear(String message) {
        if (!introduced) return introduce(message);
        return features.isEmpty() ? accepted(message) : choose(message);
    }

    private Step introduce(String message) {
        if (!message.startsWith(HERE)) return new Step.Say();
        if (message.startsWith("=", HERE.length()) && !isExpected(message.substring(HERE.length() + 1))) {
            return new Step.Refuse(Optional.empty(), "called " + expected + ", answered " + Printable.of(message));
        }
        introduced = true;
        Optional<String> batches = settings.batching().word(expected);
        return new Step.Say(
                "S" + settings.node() + " -R -" + Features.OURS
                        + Features.option(batches, settings.time(), settings.reports().toTell(expected)));
    }

    /** Old systems cut names to seven letters. */
    private boolean isExpected(String name) {
        return name.equals(expected) || name.length() >= 7 && expected.startsWith(name);
    }

    private Step accepted(String message) {
        if (!message.startsWith(OK)) return new Step.Refuse(Optional.empty(), "refused: " + Printable.of(message));
        Features told = Features.parse(message.substring(OK.length()).strip());
        features = Optional.of(told);
        return switch (settings.batching().agree(expected, told.batches(), settings.packets().line().rate())) {
            case Agreement.Refused(String why) -> new Step.Refuse(Optional.empty(), why);
            case Agreement.OneByOne() -> new Step.Say();
            case Agreement.Batches(Packer agreed) -> {
                packer = Optional.of(agreed);
                yield new Step.Say();
            }
        };
    }

    private Step choose(String message) {
        if (!message.startsWith("P")) return new Step.Refuse(Optional.empty(), "expected P: " + Printable.of(message));
        for (char protocol : settings.packets().protocols().toCharArray()) {
            if (message.indexOf(protocol, 1) > 0) {
                return new Step.Agreed(Optional.of("U" + protocol), expected, features.orElseThrow(), packer, protocol);
            }
        }
        return new Step.Refuse(Optional.of("UN"), "no common protocol: " + Printable.of(message));
    }
}
