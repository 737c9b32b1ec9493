package org.packetboat.connectors.uucp;

import java.util.Optional;

/**
 * The greeting from the caller's side. A far side that gives another name than the one called is not talked to.
 *
 * <pre>
 *   called: Shere=denver        caller: Shub -R -N07
 *   called: ROKN07   Pig        caller: Ui
 * </pre>
 */
final class CallerGreeting implements Greeting {
    private static final String HERE = "Shere";
    private static final String OK = "ROK";

    private final String node;
    private final String expected;
    private final String protocols;
    private Optional<Features> features = Optional.empty();
    private boolean introduced;

    /**
     * @param node      our name
     * @param expected  the far side's name
     * @param protocols the packet protocols we speak, best first
     */
    CallerGreeting(String node, String expected, String protocols) {
        this.node = node;
        this.expected = expected;
        this.protocols = protocols;
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
        return new Step.Say("S" + node + " -R -" + Features.OURS);
    }

    /** Old systems cut names to seven letters. */
    private boolean isExpected(String name) {
        return name.equals(expected) || name.length() >= 7 && expected.startsWith(name);
    }

    private Step accepted(String message) {
        if (!message.startsWith(OK)) return new Step.Refuse(Optional.empty(), "refused: " + Printable.of(message));
        features = Optional.of(Features.parse(message.substring(OK.length()).strip()));
        return new Step.Say();
    }

    private Step choose(String message) {
        if (!message.startsWith("P")) return new Step.Refuse(Optional.empty(), "expected P: " + Printable.of(message));
        for (char protocol : protocols.toCharArray()) {
            if (message.indexOf(protocol, 1) > 0) {
                return new Step.Agreed(Optional.of("U" + protocol), expected, features.orElseThrow(), protocol);
            }
        }
        return new Step.Refuse(Optional.of("UN"), "no common protocol: " + Printable.of(message));
    }
}
