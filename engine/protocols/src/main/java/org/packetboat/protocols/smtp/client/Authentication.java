package org.packetboat.protocols.smtp.client;

import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.smtp.sasl.Mechanism;
import org.packetboat.protocols.smtp.sasl.SaslExchange;
import org.packetboat.protocols.smtp.sasl.SaslLogin;
import org.packetboat.protocols.smtp.sasl.SaslStep;

/** AUTH (RFC 4954): logs in by the best mechanism that both sides know. */
final class Authentication {
    /** RFC 4954 section 4: what makes the command longer than this has to wait until it is asked for. */
    private static final int LONGEST_COMMAND = 510;
    private static final String CANCEL = "*";

    /** What came of it. */
    sealed interface Result {
        /** We are known. */
        record Welcome() implements Result {}

        /** Not now: the server can't tell. */
        record Later(Reply reply) implements Result {}

        /** Not with this login. */
        record Refused(Reply reply) implements Result {}
    }

    private final SaslLogin login;
    private final Dialogue dialogue;
    private final Timeouts timeouts;
    private final boolean checked;
    private final Consumer<Result> result;

    /** @param checked whether it is known whom we speak with, and nobody listens: it may be told the password itself */
    Authentication(SaslLogin login, Dialogue dialogue, Timeouts timeouts, boolean checked, Consumer<Result> result) {
        this.login = login;
        this.dialogue = dialogue;
        this.timeouts = timeouts;
        this.checked = checked;
        this.result = result;
    }

    void begin(Extensions extensions) {
        Optional<Mechanism> mechanism = Mechanism.best(extensions.mechanisms(), login);
        if (mechanism.isPresent()) {
            begin(mechanism.get(), checked ? next(extensions, mechanism.get()) : Optional.empty());
            return;
        }
        String offered = String.join(" ", extensions.mechanisms());
        result.accept(new Result.Refused(new Reply(504, "5.7.4", "the site has no way to log in that we know; it has: "
                + (offered.isEmpty() ? "none" : offered))));
    }

    /** What is tried once if the server offers the best, and refuses it: it may not have it for this account. */
    private Optional<Mechanism> next(Extensions extensions, Mechanism best) {
        Set<String> others = new HashSet<>(extensions.mechanisms());
        others.remove(best.word());
        return best.isForSomeAccounts() ? Mechanism.best(others, login) : Optional.empty();
    }

    private void begin(Mechanism mechanism, Optional<Mechanism> next) {
        SaslExchange exchange = mechanism.begin(login);
        Optional<String> first = exchange.first().map(Authentication::encoded);
        String command = "AUTH " + mechanism.word();
        String whole = first.map(text -> command + " " + (text.isEmpty() ? "=" : text)).orElse(command);
        if (whole.length() <= LONGEST_COMMAND) say(whole, reply -> answered(exchange, next, reply));
        else say(command, reply -> asked(exchange, next, first.orElse(""), reply));
    }

    private void say(String line, Consumer<PeerReply> then) {
        dialogue.say(line, timeouts.hello(), then);
    }

    /** It wants to hear what was too long for the command. */
    private void asked(SaslExchange exchange, Optional<Mechanism> next, String first, PeerReply reply) {
        if (reply.isGoAhead()) say(first, answer -> answered(exchange, next, answer));
        else answered(exchange, next, reply);
    }

    private void answered(SaslExchange exchange, Optional<Mechanism> next, PeerReply reply) {
        if (reply.isGoAhead()) {
            challenged(exchange, next, reply);
        } else if (reply.isPermanent() && next.isPresent()) {
            begin(next.get(), Optional.empty());
        } else if (reply.isPermanent()) {
            result.accept(new Result.Refused(reply.reply()));
        } else if (!reply.isPositive()) {
            result.accept(new Result.Later(reply.reply()));
        } else {
            result.accept(exchange.doubt().<Result>map(Authentication::distrusted).orElseGet(Result.Welcome::new));
        }
    }

    private void challenged(SaslExchange exchange, Optional<Mechanism> next, PeerReply reply) {
        switch (step(exchange, reply)) {
            case SaslStep.Respond(byte[] response) -> say(encoded(response),
                    answer -> answered(exchange, next, answer));
            case SaslStep.Cancel(String why) -> say(CANCEL, _ -> result.accept(distrusted(why)));
        }
    }

    private static SaslStep step(SaslExchange exchange, PeerReply reply) {
        try {
            return exchange.next(Base64.getDecoder().decode(reply.lines().getFirst().strip()));
        } catch (IllegalArgumentException prompt) {
            return exchange.next(new byte[0]); // some ask in plain words
        }
    }

    private static Result distrusted(String why) {
        return new Result.Refused(new Reply(535, "5.7.8", "the site can't be logged in at: " + why));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
