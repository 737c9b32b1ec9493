package org.packetboat.protocols.uucp.greeting;

import java.util.Optional;
import java.util.function.Function;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.mail.Printable;

/** The greeting from the called side; {@link CallerGreeting} draws it. Who is not let in is told why and no more. */
public final class CalledGreeting implements Greeting {
    private final UucpSettings settings;
    private final Function<String, Optional<String>> refusal;
    private String caller = "";
    private Features features = Features.parse("");
    private Optional<Packer> packer = Optional.empty();

    /** @param refusal why a caller of this name may not talk to us, if so */
    public CalledGreeting(UucpSettings settings, Function<String, Optional<String>> refusal) {
        this.settings = settings;
        this.refusal = refusal;
    }

    @Override
    public Step begin() {
        return new Step.Say("Shere=" + settings.node());
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
        if (why.isPresent()) return refuse(name, why.get());
        caller = name;
        features = Features.parse(words.length > 1 ? words[1].replaceFirst("^-", "") : "");
        return switch (settings.batching().agree(name, features.batches(), settings.packets().line().rate())) {
            case Agreement.Refused(String reason) -> refuse(name, reason);
            case Agreement.OneByOne() -> welcome("");
            case Agreement.Batches(Packer agreed) -> {
                packer = Optional.of(agreed);
                yield welcome(Features.option(settings.batching().word(name), settings.time(),
                        settings.reports().toTell(name)));
            }
        };
    }

    private static Step refuse(String name, String why) {
        return new Step.Refuse(Optional.of("R" + why), Printable.of(name) + " was told: " + why);
    }

    private Step welcome(String batches) {
        return new Step.Say(features.sizes() ? "ROK" + Features.OURS + batches : "ROK",
                "P" + settings.packets().protocols());
    }

    private Step chosen(String message) {
        boolean one = message.length() == 2 && message.charAt(0) == 'U';
        if (one && settings.packets().protocols().indexOf(message.charAt(1)) >= 0) {
            return new Step.Agreed(Optional.empty(), caller, features, packer, message.charAt(1));
        }
        return new Step.Refuse(Optional.empty(), "chose no protocol of ours: " + Printable.of(message));
    }
}
