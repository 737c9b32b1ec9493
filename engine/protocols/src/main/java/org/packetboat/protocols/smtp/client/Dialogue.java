package org.packetboat.protocols.smtp.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.protocols.mail.PeerReply;

/**
 * Commands and the replies they get, matched in order. Without PIPELINING (RFC 2920) a command waits until the one
 * before it is answered.
 */
final class Dialogue {
    private record Awaited(Duration patience, Consumer<PeerReply> then) {}

    private record Command(String line, Awaited answer) {}

    private final Outbox out;
    private final Deque<Command> unsent = new ArrayDeque<>();
    private final Deque<Awaited> unanswered = new ArrayDeque<>();
    private boolean pipelining;

    Dialogue(Outbox out) {
        this.out = out;
    }

    void pipelining(boolean offered) {
        pipelining = offered;
    }

    /** Sends a command as soon as it may be sent. */
    void say(String line, Duration patience, Consumer<PeerReply> then) {
        unsent.add(new Command(line, new Awaited(patience, then)));
        push();
    }

    /** Awaits a reply that no command asks for, after those already awaited. */
    void expect(Duration patience, Consumer<PeerReply> then) {
        unanswered.add(new Awaited(patience, then));
    }

    /** Awaits one more reply to the same command as the last one, before those already awaited. */
    void expectAnother(Duration patience, Consumer<PeerReply> then) {
        unanswered.addFirst(new Awaited(patience, then));
    }

    /** Takes back what was not sent yet. */
    void forgetUnsent() {
        unsent.clear();
    }

    /** Hands a reply to whoever awaits it; false if nobody does. */
    boolean hear(PeerReply reply) {
        Awaited answered = unanswered.poll();
        if (answered == null) return false;
        answered.then().accept(reply);
        push();
        return true;
    }

    /** The reply that comes next, as a token of its own; empty if none is awaited. */
    Optional<Object> awaits() {
        return Optional.ofNullable(unanswered.peek());
    }

    /** How long the next reply may take, if one is awaited. */
    Duration patience() {
        return unanswered.element().patience();
    }

    private void push() {
        while (!unsent.isEmpty() && (pipelining || unanswered.isEmpty())) {
            Command command = unsent.remove();
            out.send((command.line() + "\r\n").getBytes(StandardCharsets.UTF_8));
            unanswered.add(command.answer());
        }
    }
}
