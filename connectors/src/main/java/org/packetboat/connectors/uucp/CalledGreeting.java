package org.packetboat.connectors.uucp;

import java.util.Optional;
import java.util.function.Function;

/** The greeting from the called side; {@link CallerGreeting} draws it. Who is not let in is told why and no more. */
final class CalledGreeting implements Greeting {
    private final String node;
    private final Function<String, Optional<String>> refusal;
    private final String protocols;
    private String caller = "";
    private Features features = Features.parse("");

    /**
     * @param node      our name
     * @param refusal   why a caller of this name may not talk to us, if so
     * @param protocols the packet protocols we speak, best first
     */
    CalledGreeting(String node, Function<String, Optional<String>> refusal, String protocols) {
        this.node = node;
        this.refusal = refusal;
        this.protocols = protocols;
    }

    @Override
    public Step begin() {
        return new Step.Say("Shere=" + node);
    }

    @Override
    public Step hear(String message) {
        return caller.isEmpty() ? admit(message) : chosen(message);
    }

    private Step admit(String message) {
        String[] words = message.split(" +", 2);
        if (words[0].length() < 2 || words[0].charAt(0) != 'S') return new Step.Say();
        String name = words[0].substring(1);
        Optional<String> why = refusal.apply(name);
        if (why.isPresent()) {
            return new Step.Refuse(Optional.of("R" + why.get()), Printable.of(name) + " was told: " + why.get());
        }
        caller = name;
        features = Features.parse(words.length > 1 ? words[1].replaceFirst("^-", "") : "");
        return new Step.Say(features.sizes() ? "ROK" + Features.OURS : "ROK", "P" + protocols);
    }

    private Step chosen(String message) {
        if (message.length() == 2 && message.charAt(0) == 'U' && protocols.indexOf(message.charAt(1)) >= 0) {
            return new Step.Agreed(Optional.empty(), caller, features, message.charAt(1));
        }
        return new Step.Refuse(Optional.empty(), "chose no protocol of ours: " + Printable.of(message));
    }
}
