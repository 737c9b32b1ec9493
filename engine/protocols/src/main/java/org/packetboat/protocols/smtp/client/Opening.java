package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.mail.ReplyReader;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/**
 * The way from an open connection to the first mail: TLS at once where the policy says so, greeting, EHLO (HELO for a
 * peer that refuses it), STARTTLS by policy, EHLO again, AUTH where there is a login. Ends by telling the
 * {@link Result}, once.
 */
final class Opening {
    /** How it ends. */
    interface Result {
        /** Mail may be sent. */
        void ready(Extensions extensions);

        /** There is no talking to it, now. */
        void unreached(Reply reply);

        /** It does not let us in. */
        void lockedOut(Reply reply);
    }

    private static final String NO_TLS = "4.7.4";
    private static final Reply OURSELVES = new Reply(554, "5.4.6", "mail comes back to this server");
    private static final Reply COPY = new Reply(554, "5.3.5", "that machine is a copy of this one: it has our name and "
            + "the number of our queue; give it a name of its own and let it begin with an empty data folder");
    private static final Reply NOT_OFFERED = new Reply(454, NO_TLS, "TLS is required and the site does not offer it");
    /** To EHLO: it knows only HELO. */
    private static final Set<Integer> UNKNOWN_COMMAND = Set.of(500, 502);

    private final ClientProfile profile;
    private final Dialogue dialogue;
    private final Outbox out;
    private final ReplyReader reader;
    private final Result result;
    private final Optional<Fetching> fetching;
    private boolean securing;
    private boolean secured;
    private boolean greeted;
    private boolean introduced;
    private boolean withoutTls;
    private boolean ourselves;
    private boolean welcome;

    Opening(ClientProfile profile, Dialogue dialogue, Outbox out, ReplyReader reader, Optional<Fetching> fetching,
            Result result) {
        this.profile = profile;
        this.dialogue = dialogue;
        this.out = out;
        this.reader = reader;
        this.fetching = fetching;
        this.result = result;
    }

    void start() {
        if (profile.tls() == Tls.IMPLICIT) secure();
        else awaitGreeting();
    }

    private void awaitGreeting() {
        dialogue.expect(profile.timeouts().greeting(), this::greeted);
    }

    /** Whether it ended because there is no TLS where it has to be, and not only for now. */
    boolean hasNoTls() {
        return withoutTls;
    }

    /** Whether we have logged in. */
    boolean isLoggedIn() {
        return welcome;
    }

    /** Whether we called ourselves. */
    boolean isOurselves() {
        return ourselves;
    }

    /** Whether the TLS handshake is under way. */
    boolean isSecuring() {
        return securing;
    }

    private void greeted(PeerReply greeting) {
        if (!greeting.isPositive()) {
            result.unreached(greeting.reply());
            return;
        }
        greeted = true;
        hello();
    }

    private void hello() {
        if (!profile.asks()) {
            sayHelo(profile.hungUp() ? Extensions.UNTOLD : Extensions.NONE);
            return;
        }
        dialogue.say((profile.lmtp() ? "LHLO " : "EHLO ") + profile.name(), profile.timeouts().hello(), this::extended);
    }

    private void sayHelo(Extensions has) {
        dialogue.say("HELO " + profile.name(), profile.timeouts().hello(), answer -> plain(answer, has));
    }

    /** Whether it heard our EHLO, and has not answered that or the HELO after it: some hang up then. */
    boolean isIntroducing() {
        return greeted && !introduced && !securing;
    }

    private void extended(PeerReply answer) {
        if (answer.isPositive()) {
            met(Extensions.of(answer), answer.lines().getFirst());
        } else if (answer.isPermanent() && !profile.lmtp()) {
            sayHelo(UNKNOWN_COMMAND.contains(answer.code()) ? Extensions.NONE : Extensions.UNTOLD);
        } else {
            result.unreached(answer.reply());
        }
    }

    /**
     * Mail that we send to ourselves would come round until it has too many trace lines. The number of the queue alone
     * does not make it us: folders made in the same second have the same, and so has a copy. With our name, too, it is
     * us, or a copy of the whole machine: that one tells of another run. It is no loop, but gives other mail the names
     * of ours, so nothing goes there before somebody has put that right.
     */
    private void met(Extensions extensions, String greeting) {
        Place us = Place.of(profile.service().place());
        Place them = Place.of(extensions.place());
        boolean named = greeting.strip().split("\\s", 2)[0].equalsIgnoreCase(profile.name());
        boolean alike = named && !us.queue().isEmpty() && them.queue().equals(us.queue());
        ourselves = alike && !us.isOtherRun(them);
        if (ourselves) result.unreached(OURSELVES);
        else if (alike) result.unreached(COPY);
        else choose(extensions.without(profile.policy().without()));
    }

    /** What a server tells of its queue: the number of its folder, and the run of the server if it tells that. */
    private record Place(String queue, String run) {
        static Place of(String told) {
            int dot = told.indexOf('.');
            return dot < 0 ? new Place(told, "") : new Place(told.substring(0, dot), told.substring(dot + 1));
        }

        boolean isOtherRun(Place other) {
            return !run.isEmpty() && !other.run().isEmpty() && !run.equals(other.run());
        }
    }

    private void plain(PeerReply answer, Extensions has) {
        if (answer.isPositive()) {
            choose(has);
        } else {
            result.unreached(answer.reply());
        }
    }

    private void choose(Extensions extensions) {
        introduced = true;
        if (secured || profile.tls() == Tls.OFF) {
            logIn(extensions);
        } else if (extensions.startTls()) {
            dialogue.say("STARTTLS", profile.timeouts().hello(), answer -> startTls(answer, extensions));
        } else {
            goOnInClear(extensions, NOT_OFFERED);
        }
    }

    private void startTls(PeerReply answer, Extensions extensions) {
        if (!answer.isPositive()) {
            goOnInClear(extensions, answer.reply());
        } else if (!reader.isEmpty()) {
            // Whatever came behind the 220 came in clear and would be read as if it came encrypted.
            result.unreached(new Reply(454, "4.7.0", "the site sent more in clear after its answer to STARTTLS"));
        } else {
            secure();
        }
    }

    private void secure() {
        securing = true;
        out.add(new Action.Secure());
    }

    private void goOnInClear(Extensions extensions, Reply otherwise) {
        if (profile.tls() == Tls.MUST) {
            withoutTls = otherwise.isPermanent() || otherwise.equals(NOT_OFFERED);
            result.unreached(otherwise);
        } else {
            logIn(extensions);
        }
    }

    /** The handshake is done: what was offered in clear counts for nothing (RFC 3207 section 4.2). */
    void secured() {
        securing = false;
        secured = true;
        if (profile.tls() == Tls.IMPLICIT) awaitGreeting();
        else hello();
    }

    /** No password is said in clear, unless the route says so. */
    private void logIn(Extensions extensions) {
        Optional<SaslLogin> login = profile.credentials();
        if (login.isEmpty()) {
            goOnWithoutLogin(extensions, "there is no login");
        } else if (secured || login.get().inClear()) {
            new Authentication(login.get(), dialogue, profile.timeouts(), secured && profile.tls().isChecked(),
                    came -> loggedIn(came, login.get(), extensions)).begin(extensions);
        } else if (login.get().required()) {
            withoutTls = true;
            result.unreached(new Reply(454, NO_TLS, "the login is sent over TLS only, and there is none"));
        } else {
            goOnWithoutLogin(extensions, "the far side offers no TLS");
        }
    }

    private void loggedIn(Authentication.Result came, SaslLogin login, Extensions extensions) {
        switch (came) {
            case Authentication.Result.Welcome() -> {
                welcome = true;
                fetching.ifPresent(Fetching::loggedIn);
                if (profile.reasked()) askAgain(extensions);
                else result.ready(extensions);
            }
            case Authentication.Result.Later(Reply reply) -> {
                if (login.required()) result.unreached(reply);
                else goOnWithoutLogin(extensions, "AUTH: " + reply);
            }
            case Authentication.Result.Refused(Reply reply) -> {
                if (login.required()) result.lockedOut(reply);
                else goOnWithoutLogin(extensions, "AUTH: " + reply);
            }
        }
    }

    /** RFC 5321 section 4.1.4 allows it at any time. Who does not like it has what it had. */
    private void askAgain(Extensions before) {
        dialogue.say("EHLO " + profile.name(), profile.timeouts().hello(), answer -> result.ready(answer.isPositive()
                ? Extensions.of(answer).without(profile.policy().without())
                : before));
    }

    private void goOnWithoutLogin(Extensions extensions, String why) {
        fetching.ifPresent(fetches -> fetches.notLoggedIn(why));
        result.ready(extensions);
    }
}
