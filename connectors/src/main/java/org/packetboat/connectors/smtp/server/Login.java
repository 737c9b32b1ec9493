package org.packetboat.connectors.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.connectors.smtp.server.Authenticator.Verdict;

/**
 * AUTH (RFC 4954) with PLAIN (RFC 4616) and LOGIN, over TLS only. The third wrong password ends the session. While a
 * password is checked, nothing more is read.
 */
final class Login {
    private static final int TRIES = 3;

    private final Exchange exchange;
    private final Conversation talk;
    private final Conversation.Reader commands;
    private final LineReader responses = new LineReader(new LineReader.Taker() {
        @Override
        public void line(String line, int end) {
            respond(line);
        }

        @Override
        public void malformed(Answer why) {
            end(why);
        }
    });
    private Consumer<String> expected = decoded -> {};
    private int failures;

    /** @param commands gets the bytes behind the exchange */
    Login(Exchange exchange, Conversation.Reader commands) {
        this.exchange = exchange;
        this.talk = exchange.talk();
        this.commands = commands;
    }

    void auth(String argument, boolean inMail) {
        Client client = exchange.client();
        if (exchange.service().authenticator().isEmpty()) exchange.answer(Answers.AUTH_NOT_OFFERED);
        else if (!client.isSecured()) exchange.answer(Answers.AUTH_NEEDS_TLS);
        else if (!client.isIntroduced()) exchange.answer(Answers.GREET_FIRST);
        else if (client.isLoggedIn()) exchange.answer(Answers.AUTH_TWICE);
        else if (inMail) exchange.answer(Answers.AUTH_IN_MAIL);
        else start(argument);
    }

    private void start(String argument) {
        int space = argument.indexOf(' ');
        String mechanism = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        Optional<String> first = space < 0 ? Optional.empty() : Optional.of(argument.substring(space).strip());
        switch (mechanism) {
            case "PLAIN" -> expect(this::plain, Answers.AUTH_SEND, first);
            case "LOGIN" -> expect(this::name, Answers.AUTH_NAME, first);
            default -> exchange.answer(Answers.AUTH_MECHANISM);
        }
    }

    /** @param given the response, if it came with the command; else it is prompted for */
    private void expect(Consumer<String> taker, Answer prompt, Optional<String> given) {
        expected = taker;
        talk.give(responses);
        given.ifPresentOrElse(this::respond, () -> talk.say(prompt));
    }

    private void respond(String response) {
        if (response.equals("*")) {
            end(Answers.AUTH_CANCELLED);
            return;
        }
        try {
            byte[] bytes = response.equals("=") ? new byte[0] : Base64.getDecoder().decode(response);
            expected.accept(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            end(Answers.AUTH_MALFORMED);
        }
    }

    private void end(Answer answer) {
        talk.give(commands);
        exchange.answer(answer);
    }

    /** {@code authorize-as NUL name NUL password}; acting for somebody else is not done. */
    private void plain(String message) {
        String[] parts = message.split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty()) end(Answers.AUTH_MALFORMED);
        else if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) end(Answers.AUTH_WRONG);
        else check(parts[1], parts[2]);
    }

    private void name(String user) {
        expect(password -> check(user, password), Answers.AUTH_PASSWORD, Optional.empty());
    }

    private void check(String user, String password) {
        talk.give(commands);
        talk.pause();
        exchange.service().authenticator().orElseThrow().check(user, password,
                verdict -> talk.later(() -> checked(user, verdict)));
    }

    private void checked(String user, Verdict verdict) {
        switch (verdict) {
            case RIGHT -> {
                exchange.client().loggedIn(user);
                exchange.answer(Answers.AUTH_OK);
            }
            case WRONG -> wrong();
            case BUSY -> exchange.answer(Answers.AUTH_BUSY);
        }
        talk.resume();
    }

    private void wrong() {
        SmtpLog.loginFailed(exchange.client().host());
        if (++failures < TRIES) exchange.answer(Answers.AUTH_WRONG);
        else talk.hangUp(Answers.TOO_MANY_PASSWORDS);
    }
}
