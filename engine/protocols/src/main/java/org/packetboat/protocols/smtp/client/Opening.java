package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Tls;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.mail.ReplyReader;

/**
 * The way from an open connection to the first mail: greeting, EHLO (HELO for a peer that refuses it), STARTTLS by
 * policy, EHLO again. Ends by calling {@code ready} or {@code unreached}, once.
 */
final class Opening {
    private static final String NO_TLS = "4.7.4";

    private final ClientProfile profile;
    private final Dialogue dialogue;
    private final Outbox out;
    private final ReplyReader reader;
    private final Consumer<Extensions> ready;
    private final Consumer<Reply> unreached;
    private final Optional<Fetching> fetching;
    private boolean securing;
    private boolean secured;

    Opening(ClientProfile profile, Dialogue dialogue, Outbox out, ReplyReader reader, Optional<Fetching> fetching,
            Consumer<Extensions> ready, Consumer<Reply> unreached) {
        this.profile = profile;
        this.dialogue = dialogue;
        this.out = out;
        this.reader = reader;
        this.fetching = fetching;
        this.ready = ready;
        this.unreached = unreached;
    }

    void start() {
        dialogue.expect(profile.timeouts().greeting(), this::greeted);
    }

    /** Whether the TLS handshake is under way. */
    boolean isSecuring() {
        return securing;
    }

    private void greeted(PeerReply greeting) {
        if (!greeting.isPositive()) {
            unreached.accept(greeting.reply());
            return;
        }
        hello();
    }

    private void hello() {
        dialogue.say((profile.lmtp() ? "LHLO " : "EHLO ") + profile.name(), profile.timeouts().hello(), this::extended);
    }

    private void extended(PeerReply answer) {
        if (answer.isPositive()) {
            choose(Extensions.of(answer));
        } else if (answer.isPermanent() && !profile.lmtp()) {
            dialogue.say("HELO " + profile.name(), profile.timeouts().hello(), this::plain);
        } else {
            unreached.accept(answer.reply());
        }
    }

    private void plain(PeerReply answer) {
        if (answer.isPositive()) {
            choose(Extensions.NONE);
        } else {
            unreached.accept(answer.reply());
        }
    }

    private void choose(Extensions extensions) {
        if (secured || profile.tls() == Tls.OFF) {
            logIn(extensions);
        } else if (extensions.startTls()) {
            dialogue.say("STARTTLS", profile.timeouts().hello(), answer -> startTls(answer, extensions));
        } else {
            goOnInClear(extensions, new Reply(454, NO_TLS, "TLS is required and the site does not offer it"));
        }
    }

    private void logIn(Extensions extensions) {
        boolean possible = secured && extensions.authPlain();
        if (fetching.isPresent() && possible) fetching.get().logIn(() -> ready.accept(extensions));
        else {
            fetching.ifPresent(Fetching::cannotLogIn);
            ready.accept(extensions);
        }
    }

    private void startTls(PeerReply answer, Extensions extensions) {
        if (!answer.isPositive()) {
            goOnInClear(extensions, answer.reply());
        } else if (!reader.isEmpty()) {
            // Whatever came behind the 220 came in clear and would be read as if it came encrypted.
            unreached.accept(new Reply(454, "4.7.0", "the site sent more in clear after its answer to STARTTLS"));
        } else {
            securing = true;
            out.add(new Action.Secure());
        }
    }

    private void goOnInClear(Extensions extensions, Reply otherwise) {
        if (profile.tls() == Tls.MUST) {
            unreached.accept(otherwise);
        } else {
            ready.accept(extensions);
        }
    }

    /** The handshake is done: what was offered in clear counts for nothing (RFC 3207 section 4.2). */
    void secured() {
        securing = false;
        secured = true;
        hello();
    }
}
