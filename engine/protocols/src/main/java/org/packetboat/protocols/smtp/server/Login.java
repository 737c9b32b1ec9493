package org.packetboat.protocols.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.server.port.Authenticator.Verdict;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/**
 * AUTH (RFC 4954) with PLAIN (RFC 4616) and LOGIN, over TLS only. The third wrong password ends the session. While a
 * password is checked, nothing more is read.
 */
final class Login {
    private static final int TRIES = 3;

    private final SessionContext exchange;
    private final InputBuffer talk;
    private final InputBuffer.Reader commands;
    private final LineReader responses = new LineReader(this::bearsLf, new LineReader.Taker() {
        @Override
        public void line(String line, int end) {
            exchange.patience().renew(exchange.now());
            respond(line);
        }

        @Override
        public void malformed(SmtpReply why) {
            end(why);
        }
    });
    private Consumer<String> expected = decoded -> {};
    private int failures;

    /** @param commands gets the bytes behind the exchange */
    Login(SessionContext exchange, InputBuffer.Reader commands) {
        this.exchange = exchange;
        this.talk = exchange.talk();
        this.commands = commands;
    }

    private boolean bearsLf() {
        return exchange.bears(Tolerance.BARE_LF);
    }

    void auth(String argument, boolean inMail) {
        Client client = exchange.client();
        if (exchange.service().authenticator().isEmpty()) exchange.answer(SmtpReplies.AUTH_NOT_OFFERED);
        else if (!client.isSecured()) exchange.answer(SmtpReplies.AUTH_NEEDS_TLS);
        else if (!client.isIntroduced()) exchange.answer(SmtpReplies.GREET_FIRST);
        else if (client.isLoggedIn()) exchange.answer(SmtpReplies.AUTH_TWICE);
        else if (inMail) exchange.answer(SmtpReplies.AUTH_IN_MAIL);
        else start(argument);
    }

    /** Whether it had logged in by a login that is gone since: from now on it has not. */
    boolean isOver() {
        Client client = exchange.client();
        boolean over = client.isLoggedIn()
                && exchange.service().authenticator().filter(known -> !known.isKnown(client.user())).isPresent();
        if (over) client.loggedOut();
        return over;
    }

    private void start(String argument) {
        int space = argument.indexOf(' ');
        String mechanism = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        Optional<String> first = space < 0 ? Optional.empty() : Optional.of(argument.substring(space).strip());
        switch (mechanism) {
            case "PLAIN" -> expect(this::plain, SmtpReplies.AUTH_SEND, first);
            case "LOGIN" -> expect(this::name, SmtpReplies.AUTH_NAME, first);
            default -> exchange.answer(SmtpReplies.AUTH_MECHANISM);
        }
    }

    /** @param given the response, if it came with the command; else it is prompted for */
    private void expect(Consumer<String> taker, SmtpReply prompt, Optional<String> given) {
        expected = taker;
        talk.give(responses);
        given.ifPresentOrElse(this::respond, () -> talk.say(prompt));
    }

    private void respond(String response) {
        if (response.equals("*")) {
            end(SmtpReplies.AUTH_CANCELLED);
            return;
        }
        try {
            byte[] bytes = response.equals("=") ? new byte[0] : Base64.getDecoder().decode(response);
            expected.accept(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            end(SmtpReplies.AUTH_MALFORMED);
        }
    }

    private void end(SmtpReply answer) {
        talk.give(commands);
        exchange.answer(answer);
    }

    /** {@code authorize-as NUL name NUL password}; acting for somebody else is not done. */
    private void plain(String message) {
        String[] parts = message.split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty()) end(SmtpReplies.AUTH_MALFORMED);
        else if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) end(SmtpReplies.AUTH_WRONG);
        else check(parts[1], parts[2]);
    }

    private void name(String user) {
        expect(password -> check(user, password), SmtpReplies.AUTH_PASSWORD, Optional.empty());
    }

    private void check(String user, String password) {
        talk.give(commands);
        talk.pause();
        exchange.service().authenticator().orElseThrow().check(exchange.client().host(), user, password,
                verdict -> talk.later(() -> checked(user, verdict)));
    }

    private void checked(String user, Verdict verdict) {
        switch (verdict) {
            case RIGHT -> {
                exchange.client().loggedIn(user);
                exchange.answer(SmtpReplies.AUTH_OK);
            }
            case WRONG -> failed(SmtpReplies.AUTH_WRONG);
            // Who has guessed too often hears the same, and is not to go on guessing at the speed of the line.
            case BUSY -> failed(SmtpReplies.AUTH_BUSY);
        }
        exchange.resume();
    }

    private void failed(SmtpReply answer) {
        if (++failures < TRIES) exchange.answer(answer);
        else talk.hangUp(SmtpReplies.TOO_MANY_PASSWORDS);
    }
}
