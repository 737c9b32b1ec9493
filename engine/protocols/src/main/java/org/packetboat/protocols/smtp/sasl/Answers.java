package org.packetboat.protocols.smtp.sasl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A mechanism whose answers do not depend on what the server says. */
final class Answers implements SaslExchange {
    private final Optional<String> first;
    private final Deque<String> then;

    /** One answer, said at once. */
    Answers(String only) {
        this(Optional.of(only));
    }

    Answers(Optional<String> first, String... then) {
        this.first = first;
        this.then = new ArrayDeque<>(List.of(then));
    }

    @Override
    public Optional<byte[]> first() {
        return first.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SaslStep next(byte[] challenge) {
        if (then.isEmpty()) return new SaslStep.Cancel("it asked for more than there is to say");
        return new SaslStep.Respond(then.remove().getBytes(StandardCharsets.UTF_8));
    }
}
